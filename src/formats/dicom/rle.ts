import { InputError } from "../../inputError";

/**
 * One frame of RLE Lossless (PS3.5 annex G) as little-endian samples: each byte of a sample is a PackBits
 * segment of its own, the most significant first.
 *
 * @throws InputError naming `file` when the segments do not give `pixels` samples.
 */
export function decodeRleFrame(
  frame: Uint8Array,
  pixels: number,
  bytesPerSample: number,
  file: string,
): Uint8Array {
  const header = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (frame.length < 64 || header.getUint32(0, true) !== bytesPerSample)
    throw new InputError(
      `${file}: RLE frame without the ${bytesPerSample} segments its samples need`,
    );
  const samples = new Uint8Array(pixels * bytesPerSample);
  for (let segment = 0; segment < bytesPerSample; segment++) {
    const start = header.getUint32(4 + 4 * segment, true);
    const end =
      segment + 1 < bytesPerSample ? header.getUint32(8 + 4 * segment, true) : frame.length;
    const plane = unpackBits(frame.subarray(start, end), pixels, file);
    const byte = bytesPerSample - 1 - segment;
    for (let i = 0; i < pixels; i++) samples[i * bytesPerSample + byte] = plane[i]!;
  }
  return samples;
}

/** PackBits: n in 0..127 copies n + 1 bytes, 129..255 repeats the next byte 257 - n times, 128 does nothing. */
function unpackBits(packed: Uint8Array, length: number, file: string): Uint8Array {
  const plain = new Uint8Array(length);
  let from = 0;
  let to = 0;
  while (to < length) {
    const control = packed[from++];
    const run =
      control === undefined || control === 128 ? 0 : control < 128 ? control + 1 : 257 - control;
    const literal = control !== undefined && control < 128;
    if (control === undefined || from + (literal ? run : run && 1) > packed.length)
      throw new InputError(`${file}: RLE segment ends after ${to} of ${length} bytes`);
    const end = Math.min(length, to + run);
    if (literal) plain.set(packed.subarray(from, from + end - to), to);
    else plain.fill(packed[from]!, to, end);
    from += literal ? run : run && 1;
    to = end;
  }
  return plain;
}
