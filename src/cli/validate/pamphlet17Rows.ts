import { nuclide } from "../../physics/nuclides";
import { pointKernel } from "../../physics/pointKernel";
import { because, cubes, sAt, sRow } from "./publishedVoxelS";
import type { ValidationRow } from "./row";

type Limit = readonly [percent: number, why?: string];

interface Published {
  readonly name: string;
  readonly mm: 3 | 6;
  readonly self: readonly [s: number, ...limit: Limit];
  /** At 5,5,5. Left out for pure betas: bremsstrahlung by EGS4, which later codes find half as large (Pacilio et al., Med Phys 36 (2009) 1543). */
  readonly far?: readonly [s: number, ...limit: Limit];
}

const AS_OTHERS = "the kernels of Graves et al. stand as far off";

/** mGy/(MBq s), water of 1.04 g/cm3 here. */
const TABLES: readonly Published[] = [
  { name: "P-32", mm: 3, self: [1.65, 1.5] },
  { name: "P-32", mm: 6, self: [0.319, 1.5] },
  { name: "Sr-89", mm: 3, self: [1.55, 1.5] },
  { name: "Sr-89", mm: 6, self: [0.285, 1.5] },
  { name: "Y-90", mm: 3, self: [1.61, 1.5] },
  { name: "Y-90", mm: 6, self: [0.346, 1.5] },
  { name: "I-131", mm: 3, self: [0.92, 1.5], far: [2.63e-5, 10] },
  {
    name: "I-131",
    mm: 6,
    self: [0.129, 2, "betas of DDEP, 0.3 % less than those of ICRP 107"],
    far: [6.1e-6, 3],
  },
  { name: "Tc-99m", mm: 3, self: [0.0902, 3], far: [9.12e-6, 14, AS_OTHERS] },
  { name: "Tc-99m", mm: 6, self: [0.012, 3], far: [2.33e-6, 7, AS_OTHERS] },
];

/** The tables of W.E. Bolch et al. for cubes of 3 and 6 mm. */
export function pamphlet17Rows(): ValidationRow[] {
  return TABLES.flatMap(({ name, mm, self, far }) => {
    const kernel = cubes(pointKernel(nuclide(name)), mm, 5);
    const row = (offset: string, [s, percent, why]: readonly [number, ...Limit]) =>
      sRow(
        because(`${name}, ${mm} mm: S(${offset})`, why),
        "MIRD Pamphlet 17, J Nucl Med 40 (1999) 11S",
        s,
        sAt(kernel, offset),
        percent,
      );
    return [row("0,0,0", self), ...(far ? [row("5,5,5", far)] : [])];
  });
}
