import { voxelKernel } from "../../dosimetry/voxelKernel";
import { nuclide } from "../../physics/nuclides";
import { pointKernel } from "../../physics/pointKernel";
import { because, cubes, GOLDEN, GOLDEN_OFFSETS, sAt, shape, sRow } from "./publishedVoxelS";
import type { ValidationRow } from "./row";

/** Voxel S values of other programs, all emissions. */
export function voxelGoldenRows(): ValidationRow[] {
  const source = "independent code, same method";
  const cubic = GOLDEN_LIMITS.flatMap(([name, farPercent, why]) => {
    const kernel = cubes(pointKernel(nuclide(name)), 4.42, 5);
    const limits = [1, 3, 3, farPercent];
    return GOLDEN[name].map((s, i) => {
      const what = `${name}, 4.42 mm, all emissions: S(${GOLDEN_OFFSETS[i]})`;
      const label = because(what, i === 3 ? why : undefined);
      return sRow(label, source, s, sAt(kernel, GOLDEN_OFFSETS[i]!), limits[i]!);
    });
  });
  const flat = voxelKernel(pointKernel(nuclide("Y-90")), shape([4, 4, 3], 0));
  return [
    ...cubic,
    sRow("Y-90, 4 × 4 × 3 mm, all emissions: S(0,0,0)", source, 1.05, sAt(flat, "0,0,0"), 1),
    sRow("Y-90, 4 × 4 × 3 mm: S(0,0,0)", "DPM Monte Carlo", 1.013, sAt(flat, "0,0,0"), 5),
    sRow(
      "Y-90, 3 mm: S(0,0,0)",
      "DPM Monte Carlo",
      1.581,
      sAt(cubes(pointKernel(nuclide("Y-90")), 3, 0), "0,0,0"),
      1.5,
    ),
  ];
}

/** Of the value at 5,5,5. */
const GOLDEN_LIMITS: readonly (readonly [
  name: "Y-90" | "Lu-177" | "I-131",
  farPercent: number,
  why?: string,
])[] = [
  [
    "Y-90",
    3.5,
    "there by steady slowing down; the electrons that it sets in motion, followed here, radiate as well",
  ],
  ["Lu-177", 5, "there with the photons of ICRP 107, 4.4 % more energy; with them below"],
  ["I-131", 3],
];
