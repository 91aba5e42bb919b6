/**
 * `values` × `scale` as 16-bit floats (IEEE 754 binary16), rounded to nearest. Whole numbers up to 2048 are exact; the largest is 65504,
 * what is above becomes that; below 6·10⁻⁵ becomes 0.
 */
export function halfFloats(values: Float32Array, scale = 1): Uint16Array<ArrayBuffer> {
  const halves = new Uint16Array(values.length);
  const float = new Float32Array(1);
  const bits = new Uint32Array(float.buffer);
  for (let i = 0; i < values.length; i++) {
    float[0] = values[i]! * scale;
    const sign = (bits[0]! >>> 16) & 0x8000;
    // Exponent and mantissa together, rebiased from 127 to 15, after rounding off the 13 lowest bits.
    const magnitude = (((bits[0]! & 0x7fffffff) + 0x1000) >>> 13) - (112 << 10);
    halves[i] = sign | (magnitude < 0x400 ? 0 : Math.min(magnitude, 0x7bff));
  }
  return halves;
}
