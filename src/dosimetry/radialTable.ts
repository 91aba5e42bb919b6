import { csvFile } from "../formats/csv";
import type { PointKernel } from "../physics/pointKernel";

/**
 * Point kernels as CSV: the radius in water of 1 g/cm3 and the energy that each of `kernels` deposits within it, MeV per decay, with all of them
 * together last. Radius 0 gives what stops at the point. All kernels share their radii; each is named by its parts. A line `# …` each for
 * the notice and for `remarks` stands in front.
 */
export function radialTable(kernels: readonly PointKernel[], remarks: readonly string[]): string {
  const names = kernels.map(({ parts }) => parts.join("+"));
  const header = ["radius_mm", ...names.map((name) => `${name}_MeV`), "all_MeV"].join(",");
  const row = (radiusMm: number, of: (kernel: PointKernel) => number) => {
    const energies = kernels.map(of);
    const all = energies.reduce((sum, energy) => sum + energy, 0);
    return [radiusMm, ...energies, all].map((x) => String(Number(x.toPrecision(7)))).join(",");
  };
  const radii = kernels[0]?.radiusMm ?? [];
  return csvFile(
    [
      header,
      row(0, ({ localMeV }) => localMeV),
      ...Array.from(radii, (mm, i) => row(mm, ({ cumulativeMeV }) => cumulativeMeV[i]!)),
    ],
    remarks,
  );
}
