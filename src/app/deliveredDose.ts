import type { Dvh, DvhStructure } from "../dosimetry/dvh";
import { liveDvh, liveStructure } from "../dosimetry/dvhLive";
import { type Volume, volume } from "../volume/volume";
import type { CourseCycle } from "./courseCycle";

/** Doses of cycles as they were measured, by the id of the cycle: on the grid of the plan, per GBq of that cycle. */
export type DeliveredDoses = ReadonlyMap<string, Volume<"doseGyPerGBq">>;

/** A course, and the dose per GBq that was predicted for each of its cycles. */
export interface CourseOfDoses {
  readonly given: readonly CourseCycle[];
  readonly delivered: DeliveredDoses;
  readonly predicted: Volume<"doseGyPerGBq">;
  /** Over the cycles to come. */
  readonly comingGBq: number;
}

/** "cycle:" and its id, "given" for all that were given, "course" for these and the ones to come. */
export type CourseDoseId = `cycle:${string}` | "given" | "course";

/** A dose of the course beside what was predicted for the same activity. */
export interface CourseDose {
  readonly id: CourseDoseId;
  readonly name: string;
  /** Of the cycles in it. */
  readonly activityGBq: number;
  /** Per GBq of that activity. */
  readonly delivered: Volume<"doseGyPerGBq">;
  readonly predicted: Volume<"doseGyPerGBq">;
  /** Numbers of the cycles in it that no dose volume was measured of: they stand as predicted. */
  readonly asPredicted: readonly number[];
}

/** The doses of a course that can be shown: none where no volume was measured. */
export function courseDoseNames(
  given: readonly CourseCycle[],
  delivered: DeliveredDoses,
): { readonly id: CourseDoseId; readonly name: string }[] {
  const measured = given.flatMap(({ id }, n) =>
    delivered.has(id) ? [{ id: `cycle:${id}` as const, name: `Cycle ${n + 1}, delivered` }] : [],
  );
  if (measured.length === 0) return [];
  return [
    ...measured,
    ...(given.length > 1 ? [{ id: "given" as const, name: "All given cycles" }] : []),
    { id: "course", name: "Given and to come" },
  ];
}

/** The dose of the last cycle that was measured voxel by voxel, per GBq; undefined where none was. */
export const lastVolume = (given: readonly CourseCycle[], delivered: DeliveredDoses) =>
  given.flatMap(({ id }) => delivered.get(id) ?? []).at(-1);

/**
 * One dose of the course; undefined where it cannot be shown. Cycles without a volume stand as predicted, and those to come as the last volume has
 * them, as in the limits.
 */
export function courseDose(id: CourseDoseId, course: CourseOfDoses): CourseDose | undefined {
  const { given, delivered, predicted, comingGBq } = course;
  const name = courseDoseNames(given, delivered).find((choice) => choice.id === id)?.name;
  if (name === undefined) return undefined;
  const numbered = given.map((cycle, n) => ({ ...cycle, number: n + 1 }));
  const within = numbered.filter((cycle) => !id.startsWith("cycle:") || id === `cycle:${cycle.id}`);
  const last = lastVolume(given, delivered) ?? predicted;
  const parts = [
    ...within.map((cycle) => ({
      activityGBq: cycle.activityGBq,
      dose: delivered.get(cycle.id) ?? predicted,
    })),
    ...(id === "course" ? [{ activityGBq: comingGBq, dose: last }] : []),
  ];
  return {
    id,
    name,
    activityGBq: parts.reduce((sum, { activityGBq }) => sum + activityGBq, 0),
    delivered: perGBq(parts),
    predicted,
    asPredicted: within.flatMap((cycle) => (delivered.has(cycle.id) ? [] : [cycle.number])),
  };
}

/** Σ A·D / Σ A. */
function perGBq(
  parts: readonly { readonly activityGBq: number; readonly dose: Volume<"doseGyPerGBq"> }[],
): Volume<"doseGyPerGBq"> {
  const [first] = parts;
  if (parts.length === 1) return first!.dose;
  const totalGBq = parts.reduce((sum, { activityGBq }) => sum + activityGBq, 0);
  const values = new Float32Array(first!.dose.values.length);
  for (const { activityGBq, dose } of parts)
    for (let v = 0; v < values.length; v++)
      values[v]! += (activityGBq / totalGBq) * dose.values[v]!;
  return volume("doseGyPerGBq", first!.dose.grid, values);
}

/** Histograms of a dose of the course, per GBq of its activity. */
export const courseDvhs = (
  { delivered }: Pick<CourseDose, "delivered">,
  structures: readonly DvhStructure[],
): Dvh[] => structures.map((structure) => liveDvh(liveStructure(structure, [delivered]), [1]));
