import * as v from "valibot";
import { nuclide } from "../physics/nuclides";
import { HOUR_S } from "../physics/units";
import { hoursBetween, inOtherZone, netAdministered } from "../quantification/administered";
import type { Excretion } from "../quantification/closure";
import type { Administration } from "../volume/study";

const activity = (meaning: string) =>
  v.pipe(v.number(), v.finite(), v.minValue(0), v.description(meaning));
const percent = (meaning: string) =>
  v.pipe(v.number(), v.minValue(0), v.maxValue(100), v.description(meaning));
const moment = (meaning: string) =>
  v.pipe(v.string(), v.isoTimestamp(), v.description(`${meaning}. ISO 8601 with an offset.`));

/** What a case may say of the assay; it needs the time of the administration. */
export const assaySchema = v.strictObject({
  activityMBq: v.pipe(
    v.number(),
    v.finite(),
    v.gtValue(0),
    v.description("As the activity meter showed it, before the administration."),
  ),
  at: moment("Time of that reading"),
  residues: v.exactOptional(
    v.array(
      v.strictObject({
        where: v.pipe(v.string(), v.nonEmpty(), v.description("syringe, vial, line.")),
        activityMBq: activity("What stayed there."),
        at: moment("Time of that reading"),
      }),
    ),
  ),
  extravasatedPercent: v.exactOptional(percent("What stayed at the site of injection.")),
  impurities: v.exactOptional(
    v.array(
      v.strictObject({
        nuclide: v.pipe(v.string(), v.nonEmpty(), v.description("Lu-177m.")),
        halfLifeH: v.pipe(v.number(), v.finite(), v.gtValue(0)),
        percent: percent("Of the activity of the main nuclide at the assay."),
      }),
    ),
  ),
});

/** What a case may say of what left the body. */
export const excretionSchema = v.array(
  v.strictObject({
    hoursAfterAdministration: v.pipe(v.number(), v.finite(), v.gtValue(0)),
    percent: percent("All that had left the body by then, decay taken out, % of the administered."),
  }),
);

export type Assay = v.InferOutput<typeof assaySchema>;

export const excretionOf = (entries: v.InferOutput<typeof excretionSchema>): Excretion[] =>
  entries.map(({ hoursAfterAdministration, percent: share }) => ({
    hours: hoursAfterAdministration,
    share: share / 100,
  }));

/**
 * What was given beside the main nuclide, at the administration, by the names of the program where it knows them. In proportion to the activity that was stated
 * as administered.
 *
 * @throws InputError for residues beyond the assay.
 */
export function impuritiesOf(
  assay: Assay,
  given: Given,
): NonNullable<Administration["impurities"]> {
  const net = netOf(assay, given);
  return net.impurities.map(({ nuclide: name, activityMBq }) => ({
    nuclide: knownName(name) ?? name,
    activityMBq: (activityMBq * given.activityMBq) / net.activityMBq,
  }));
}

function knownName(name: string): string | undefined {
  try {
    return nuclide(name).name;
  } catch {
    return undefined;
  }
}

interface Given {
  readonly nuclide: string;
  readonly activityMBq: number;
  readonly at: string;
}

const netOf = (
  { activityMBq, at, residues = [], extravasatedPercent = 0, impurities = [] }: Assay,
  given: Given,
) =>
  netAdministered({
    assayMBq: activityMBq,
    assayHours: hoursBetween(given.at, at),
    halfLifeH: nuclide(given.nuclide).halfLifeS / HOUR_S,
    residues: residues.map((r) => ({ ...r, hours: hoursBetween(given.at, r.at) })),
    extravasatedShare: extravasatedPercent / 100,
    impurities: impurities.map((i) => ({ ...i, share: i.percent / 100 })),
  });

/** Assay and stated activity may differ by this, relative: rounding and another meter. */
const LARGEST_DIFFERENCE = 0.02;
/** Evaluations of 166mHo lie 6 % apart; a wrong unit is further off. */
const LARGEST_HALF_LIFE_DIFFERENCE = 0.1;

/**
 * Sentences on an assay that does not lead to the administered activity as stated, on clocks in different zones, and on impurities.
 *
 * @throws InputError for residues beyond the assay.
 */
export function assayWarnings(assay: Assay, given: Given): string[] {
  const { at, residues = [] } = assay;
  const net = netOf(assay, given);
  const off = net.activityMBq / given.activityMBq - 1;
  const zones = [at, ...residues.map((r) => r.at)].some((time) => inOtherZone(time, given.at));
  return [
    ...(Math.abs(off) > LARGEST_DIFFERENCE
      ? [
          `The assay less residues and extravasation gives ${net.activityMBq.toFixed(0)} MBq, ${(100 * off).toFixed(1)} % ${off > 0 ? "more" : "less"} than the ${given.activityMBq} MBq stated as administered; the stated activity is used.`,
        ]
      : []),
    ...(zones
      ? [
          "The times of assay and administration are given in different time zones; check the clocks.",
        ]
      : []),
    ...(assay.impurities ?? []).flatMap(({ nuclide: name, halfLifeH }) => {
      const known = knownName(name);
      const hours = known === undefined ? undefined : nuclide(known).halfLifeS / HOUR_S;
      return hours !== undefined && Math.abs(halfLifeH / hours - 1) > LARGEST_HALF_LIFE_DIFFERENCE
        ? [
            `Impurity ${known}: a half-life of ${halfLifeH} h is stated, of ${hours.toPrecision(4)} h known; check the unit. The stated one takes its activity from the assay to the administration, the known one is in its dose.`,
          ]
        : [];
    }),
    ...impuritiesOf(assay, given).map(
      ({ nuclide: name, activityMBq }) =>
        `${activityMBq.toPrecision(3)} MBq of ${name} were given with it${knownName(name) === undefined ? "; its dose is not in the plan: the program has no facts of it." : "."}`,
    ),
  ];
}
