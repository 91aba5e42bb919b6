import { alignTimePoints } from "../../registration/alignTimePoints";
import { centroidMm } from "../../volume/centroid";
import { IDENTITY, type LinearTransform, transformPoint } from "../../volume/transform";
import type { ValidationContext } from "./context";
import { type DrawnScan, LUTETIUM_PATIENT, lutetiumPatient } from "./lutetiumPatient";
import { atMost, type ValidationRow, validationRow } from "./row";

/** How far the lesions of a real patient lie apart in two SPECT, by the headers and after the alignment that every plan makes. */
export async function patientAlignmentRows({
  gpu,
  reference,
  work,
}: ValidationContext): Promise<ValidationRow[]> {
  const [first, second] = (await lutetiumPatient(reference)) as [DrawnScan, DrawnScan];
  const scans = [first.scan, second.scan];
  const request = { method: "rigid", structures: first.lesions, localRefinement: false } as const;
  const [, found] = await alignTimePoints(gpu, scans, 0, request, work);
  const before = lesionDistancesMm(first, second, IDENTITY);
  const after = lesionDistancesMm(first, second, found!.transform);
  const source = `${LUTETIUM_PATIENT}: lesions as drawn on each scan`;
  return BY_HEADERS_MM.flatMap((expected, n) => [
    validationRow({
      what: `lesion ${n + 1}: centroids of the two scans apart by the headers`,
      source,
      unit: "mm",
      expected,
      ours: before[n]!,
      limitPercent: 0.5,
    }),
    atMost(`lesion ${n + 1}: apart after rigid alignment`, source, "mm", after[n]!, 5),
  ]);
}

/** From the polygons' centroids. */
const BY_HEADERS_MM = [34.6, 31.3];

/** Distance of each lesion's centroid on the second scan from where the transform (first → second) takes that of the first. */
export const lesionDistancesMm = (
  first: DrawnScan,
  second: DrawnScan,
  transform: LinearTransform,
): number[] =>
  first.lesions.map(({ mask }, n) => {
    const [x, y, z] = transformPoint(transform, centroidMm(mask)!);
    const [a, b, c] = centroidMm(second.lesions[n]!.mask)!;
    return Math.hypot(x - a, y - b, z - c);
  });
