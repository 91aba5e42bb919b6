/** Uniform numbers in the open interval (0, 1), the same for the same seed on every machine. */
export type Random = () => number;

/**
 * The generator sfc32 (C. Doty-Humphrey, PractRand), seeded with one 32-bit number; its period is 2^128 on average.
 */
export function randomStream(seed: number): Random {
  let a = 0;
  let b = seed | 0;
  let c = 0x9e3779b9 | 0;
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return ((sum >>> 0) + 0.5) / 2 ** 32;
  };
  for (let i = 0; i < 12; i++) next();
  return next;
}
