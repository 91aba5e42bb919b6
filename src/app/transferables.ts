/** The buffers of all typed arrays inside a plain value, each once: what a message may hand over instead of copying. */
export function buffersOf(value: unknown): Set<ArrayBuffer> {
  const buffers = new Set<ArrayBuffer>();
  const visited = new Set<object>();
  const visit = (part: unknown) => {
    if (typeof part !== "object" || part === null || visited.has(part)) return;
    visited.add(part);
    if (ArrayBuffer.isView(part)) {
      if (part.buffer instanceof ArrayBuffer) buffers.add(part.buffer);
      return;
    }
    for (const inner of part instanceof Map ? part.values() : Object.values(part)) visit(inner);
  };
  visit(value);
  return buffers;
}
