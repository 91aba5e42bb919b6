import { InputError } from "../inputError";

/** A point of the curve from Hounsfield units to density; between points it is a straight line. */
export interface DensityPoint {
  readonly hounsfield: number;
  readonly kgPerM3: number;
}

/**
 * Density of human tissue, rising throughout. Air at 20 degrees; water by the definition of the Hounsfield unit; fat,
 * soft tissue and bone by U. Schneider, E. Pedroni, A. Lomax, Phys Med Biol 41 (1996) 111 and W. Schneider, T. Bortfeld,
 * W. Schlegel, Phys Med Biol 45 (2000) 459. Their curve steps down by 4 % at 100; here soft tissue joins bone instead.
 */
export const DENSITY_CURVE: readonly DensityPoint[] = [
  { hounsfield: -1000, kgPerM3: 1.2 },
  { hounsfield: -98, kgPerM3: 930 },
  { hounsfield: 0, kgPerM3: 1000 },
  { hounsfield: 23, kgPerM3: 1031 },
  { hounsfield: 101, kgPerM3: 1077 },
  { hounsfield: 1600, kgPerM3: 1964 },
  { hounsfield: 3000, kgPerM3: 2800 },
];

/** Density in kg/m3 by `DENSITY_CURVE`: inflated lung at -750 has 258, muscle and liver at 50 have 1047. */
export function densityFromHounsfield(hounsfield: number): number {
  return densityOnCurve(DENSITY_CURVE, hounsfield);
}

/**
 * Density in kg/m3 by a curve of one's own, as a scanner's calibration gives it; outside its points the nearest
 * one's, so that metal does not weigh more than the densest point.
 *
 * @throws InputError for fewer than two points, or points that do not ascend in both numbers.
 */
export function densityFromCurve(points: readonly DensityPoint[]): (hounsfield: number) => number {
  if (points.length < 2) throw new InputError("density curve: expected two points or more");
  for (const [i, point] of points.entries()) {
    const before = points[i - 1] ?? { hounsfield: Number.NEGATIVE_INFINITY, kgPerM3: 0 };
    if (!(point.hounsfield > before.hounsfield && point.kgPerM3 > before.kgPerM3)) {
      throw new InputError(
        `density curve, point ${i + 1}: expected more than ${before.hounsfield} HU and ${before.kgPerM3} kg/m3, got ${point.hounsfield} HU and ${point.kgPerM3} kg/m3`,
      );
    }
  }
  return (hounsfield) => densityOnCurve(points, hounsfield);
}

function densityOnCurve(points: readonly DensityPoint[], hounsfield: number): number {
  let next = 0;
  while (next < points.length && points[next]!.hounsfield < hounsfield) next++;
  if (next === 0) return points[0]!.kgPerM3;
  const below = points[next - 1]!;
  const above = points[next] ?? below;
  if (above === below) return below.kgPerM3;
  const share = (hounsfield - below.hounsfield) / (above.hounsfield - below.hounsfield);
  return below.kgPerM3 + share * (above.kgPerM3 - below.kgPerM3);
}
