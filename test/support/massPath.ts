import type { MassPathTable } from "../../src/dosimetry/massPathTable";
import type { Triple } from "../../src/volume/grid";

/** The rule of shaders/massPath.wgsl in f64: decays times the kernel of the mean density between source and target. */
export function doseAlongMassPaths(
  decays: ArrayLike<number>,
  gPerCm3: ArrayLike<number>,
  [nx, ny, nz]: Triple,
  table: MassPathTable,
): Float64Array {
  const [hx, hy, hz] = table.octantSize.map((n) => n - 1) as unknown as Triple;
  const dose = new Float64Array(nx * ny * nz);
  const indexOf = (i: number, j: number, k: number) => i + nx * (j + ny * k);
  for (let k = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++)
        for (let c = -hz; c <= hz; c++)
          for (let b = -hy; b <= hy; b++)
            for (let a = -hx; a <= hx; a++) {
              const [x, y, z] = [i - a, j - b, k - c];
              if (x < 0 || y < 0 || z < 0 || x >= nx || y >= ny || z >= nz) continue;
              const longest = Math.max(1, Math.abs(a), Math.abs(b), Math.abs(c));
              const samples = 2 * 2 ** Math.ceil(Math.log2(longest));
              let sum = 0;
              for (let m = 0; m < samples; m++) {
                const t = (m + 0.5) / samples;
                const at = [i - a * t, j - b * t, k - c * t].map((p) => Math.floor(p + 0.5));
                sum += gPerCm3[indexOf(at[0]!, at[1]!, at[2]!)]!;
              }
              const offset: Triple = [Math.abs(a), Math.abs(b), Math.abs(c)];
              dose[indexOf(i, j, k)]! +=
                decays[indexOf(x, y, z)]! * kernelAt(table, offset, sum / samples);
            }
  return dose;
}

function kernelAt(table: MassPathTable, [a, b, c]: Triple, density: number): number {
  const { octantSize, densities, firstLogDensity, logDensityStep, valuesGyPerDecay } = table;
  const position = (Math.log(Math.max(density, 1e-6)) - firstLogDensity) / logDensityStep;
  const inTable = Math.min(Math.max(position, 0), densities - 1);
  const below = Math.min(Math.floor(inTable), densities - 2);
  const octant = octantSize[0] * octantSize[1] * octantSize[2];
  const at = below * octant + a + octantSize[0] * (b + octantSize[1] * c);
  const share = inTable - below;
  return (1 - share) * valuesGyPerDecay[at]! + share * valuesGyPerDecay[at + octant]!;
}
