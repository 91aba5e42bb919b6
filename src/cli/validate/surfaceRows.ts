import { layerDose, planeDose, shellDose } from "../../physics/depthDose";
import { nuclide } from "../../physics/nuclides";
import { type PointKernel, pointKernel } from "../../physics/pointKernel";
import { KG_TO_G, MEV_TO_J } from "../../physics/units";
import type { ValidationSection } from "./context";
import { atMost, information, type ValidationRow, validationRow } from "./row";

/** Dose at a depth from surfaces that hold activity, as in radiosynovectomy. */
export const surfaceSection: ValidationSection = {
  title: "Surfaces",
  about:
    "Y-90, Re-186 and Er-169 on a plane, in a layer of 1 mm and on a sphere of 15 mm, in water, betas and electrons. Expected is a sum over the surface itself, element by element, of the point kernel's energy per volume, with no integral in closed form; energy is summed over all depths on both sides. The published longest ranges are those of the guideline's table; beyond them no more than a thousandth of the energy may fall.",
  needs: [],
  rows: () => Promise.resolve(NUCLIDES.flatMap(rowsOfNuclide)),
};

interface SurfaceNuclide {
  readonly name: string;
  readonly depthsMm: readonly number[];
  readonly longestRangeMm: number;
}

const NUCLIDES: readonly SurfaceNuclide[] = [
  { name: "Y-90", depthsMm: [0.5, 2, 5], longestRangeMm: 11 },
  { name: "Re-186", depthsMm: [0.2, 0.5, 2], longestRangeMm: 3.7 },
  { name: "Er-169", depthsMm: [0.05, 0.1, 0.3], longestRangeMm: 1 },
];

const LAYER_MM = 1;
const SPHERE_MM = 15;
const BY_ELEMENTS = "sum over elements of the surface";
const GUIDELINE = "EANM procedure guideline for radiosynovectomy, Eur J Nucl Med 30 (2003) BP12";

function rowsOfNuclide({ name, depthsMm, longestRangeMm }: SurfaceNuclide): ValidationRow[] {
  const kernel = pointKernel(nuclide(name), ["beta", "electron"]);
  const farMm = kernel.radiusMm.at(-1)!;
  const dose = (where: string, expected: number, ours: number) =>
    validationRow({
      what: `${name}, ${where}: dose`,
      source: BY_ELEMENTS,
      unit: "Gy mm² per decay",
      expected,
      ours,
      limitPercent: 0.2,
    });
  const energy = (where: string, ours: number) =>
    validationRow({
      what: `${name}, ${where}: energy at all depths, on both sides`,
      source: "energy of a decay, less what stays at its point",
      unit: "MeV/decay",
      expected: kernel.totalMeV - kernel.localMeV,
      ours,
      limitPercent: 0.2,
    });
  const onPlane = (mm: number) => planeDose(kernel, mm);
  const onShell = (mm: number) => shellDose(kernel, SPHERE_MM, mm);
  const beyond = (mm: number) => 2 * overDepth(onPlane, mm, farMm);
  const all = beyond(0);
  return [
    ...depthsMm.flatMap((mm) => [
      dose(`plane, ${mm} mm away`, planeByElements(kernel, mm), onPlane(mm)),
      dose(
        `layer of ${LAYER_MM} mm, ${mm} mm outside`,
        layerByElements(kernel, mm),
        layerDose(kernel, LAYER_MM, mm),
      ),
      dose(
        `sphere of ${SPHERE_MM} mm, ${mm} mm outside`,
        shellByElements(kernel, SPHERE_MM + mm),
        onShell(SPHERE_MM + mm),
      ),
      dose(
        `sphere of ${SPHERE_MM} mm, ${mm} mm inside`,
        shellByElements(kernel, SPHERE_MM - mm),
        onShell(SPHERE_MM - mm),
      ),
    ]),
    energy("plane", mevOf(all)),
    energy(`sphere of ${SPHERE_MM} mm`, mevOf(overShells(onShell, farMm))),
    atMost(
      `${name}, plane: share of the energy beyond the longest range published, ${longestRangeMm} mm`,
      GUIDELINE,
      "%",
      (100 * beyond(longestRangeMm)) / all,
      0.1,
    ),
    information(
      `${name}, plane: depth within which 90 % of the energy of a side falls`,
      "shown",
      "mm",
      depthWithLessBeyond(0.1 * all, beyond, farMm),
    ),
  ];
}

/** Of 1 g/cm3. */
const mevOf = (gyMm3: number) => gyMm3 / (MEV_TO_J * KG_TO_G * 1000);

const STEPS = 3000;

/** The middles of steps that grow in proportion from a billionth of the span on. */
function* stepsOver(spanMm: number, steps = STEPS): Generator<{ mm: number; widthMm: number }> {
  const edge = (n: number) => (n === 0 ? 0 : spanMm * 10 ** (-9 * (1 - n / steps)));
  for (let n = 0; n < steps; n++)
    yield { mm: (edge(n) + edge(n + 1)) / 2, widthMm: edge(n + 1) - edge(n) };
}

/** Gy mm3 of a decay at a distance: the slope of the energy within a radius over the area of that sphere. */
function gyMm3At({ radiusMm, cumulativeMeV, localMeV }: PointKernel, mm: number): number {
  let [low, high] = [0, radiusMm.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (radiusMm[middle]! < mm) low = middle + 1;
    else high = middle;
  }
  if (low === radiusMm.length) return 0;
  const rise = cumulativeMeV[low]! - (cumulativeMeV[low - 1] ?? localMeV);
  const slope = rise / (radiusMm[low]! - (radiusMm[low - 1] ?? 0));
  return (slope * MEV_TO_J * KG_TO_G * 1000) / (4 * Math.PI * mm * mm);
}

/** Rings of the plane about the foot of the point. */
function planeByElements(kernel: PointKernel, depthMm: number): number {
  let sum = 0;
  for (const { mm, widthMm } of stepsOver(kernel.radiusMm.at(-1)!))
    sum += gyMm3At(kernel, Math.hypot(mm, depthMm)) * 2 * Math.PI * mm * widthMm;
  return sum;
}

/** Planes of the layer, each with its share of the decays. */
function layerByElements(kernel: PointKernel, depthMm: number): number {
  let sum = 0;
  for (const { mm, widthMm } of stepsOver(LAYER_MM, 200))
    sum += (planeByElements(kernel, depthMm + mm) * widthMm) / LAYER_MM;
  return sum;
}

/** Rings of the sphere about the axis through the point, by their arc from it. */
function shellByElements(kernel: PointKernel, distanceMm: number): number {
  let sum = 0;
  for (const { mm, widthMm } of stepsOver(Math.PI * SPHERE_MM)) {
    const angle = mm / SPHERE_MM;
    const [across, along] = [SPHERE_MM * Math.sin(angle), SPHERE_MM * Math.cos(angle)];
    const r = Math.hypot(across, distanceMm - along);
    sum += gyMm3At(kernel, r) * 2 * Math.PI * across * widthMm;
  }
  return sum;
}

/** Dose on one side of a plane from a depth on. */
function overDepth(doseAt: (mm: number) => number, fromMm: number, toMm: number): number {
  let sum = 0;
  for (const { mm, widthMm } of stepsOver(toMm - fromMm)) sum += doseAt(fromMm + mm) * widthMm;
  return sum;
}

/** Dose times volume in and around the sphere for one decay on it. */
function overShells(doseAt: (mm: number) => number, farMm: number): number {
  const share = (s: number) => doseAt(s) * (s / SPHERE_MM) ** 2;
  return (
    overDepth((mm) => share(SPHERE_MM - mm), 0, SPHERE_MM) +
    overDepth((mm) => share(SPHERE_MM + mm), 0, farMm)
  );
}

function depthWithLessBeyond(less: number, beyond: (mm: number) => number, farMm: number): number {
  let [low, high] = [0, farMm];
  while (high - low > 1e-3 * high) {
    const middle = (low + high) / 2;
    if (beyond(middle) > less) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
