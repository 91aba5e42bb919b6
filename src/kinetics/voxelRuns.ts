/** Voxels in ascending order are mostly runs of neighbours, which move in one piece. */

/** From `values` the given voxels, one after the other, into `target` from `offset` on. */
export function gather(
  values: Float32Array,
  voxels: Uint32Array,
  target: Float32Array,
  offset: number,
): void {
  forEachRun(voxels, (at, first, count) => {
    if (count >= SHORT) target.set(values.subarray(first, first + count), offset + at);
    else for (let i = 0; i < count; i++) target[offset + at + i] = values[first + i]!;
  });
}

/** The reverse: as many numbers of `source` from `offset` on into the given voxels of `values`. */
export function scatter(
  source: Float32Array,
  offset: number,
  voxels: Uint32Array,
  values: Float32Array,
): void {
  forEachRun(voxels, (at, first, count) => {
    if (count >= SHORT) values.set(source.subarray(offset + at, offset + at + count), first);
    else for (let i = 0; i < count; i++) values[first + i] = source[offset + at + i]!;
  });
}

/** Below this a loop costs less than a view. */
const SHORT = 32;

function forEachRun(
  voxels: Uint32Array,
  visit: (at: number, first: number, count: number) => void,
): void {
  for (let at = 0; at < voxels.length; ) {
    const first = voxels[at]!;
    let count = 1;
    while (at + count < voxels.length && voxels[at + count] === first + count) count++;
    visit(at, first, count);
    at += count;
  }
}
