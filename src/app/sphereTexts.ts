import { IMAGED_NEGLECTS, PLANAR_NEGLECTS } from "../planning/lungShunt";
import { sentenceName } from "../volume/readableName";
import type { SphereComparison, SphereWay } from "./sphereComparison";
import type { SphereWishes } from "./sphereWishes";
import { threeFigures } from "./threeFigures";

/** Where a lung shunt is from, and what that neglects, as a sentence. `stated`: by the case, `chosen`: by the what-if on top of it. */
export function shuntText(
  { lungShunt, imagedLungShunt }: Pick<SphereComparison, "lungShunt" | "imagedLungShunt">,
  stated: SphereWishes["shunt"],
  chosen?: SphereWishes["shunt"],
): string {
  const percent = `${(100 * lungShunt).toFixed(1)} %`;
  const isOf = (shunt: SphereWishes["shunt"]) =>
    shunt !== undefined && Math.abs(shunt.share - lungShunt) < 1e-6;
  const used = [chosen, stated].find(isOf);
  if (used?.planar) {
    const { lungAnterior, lungPosterior, liverAnterior, liverPosterior } = used.planar;
    return `${percent} from planar counts, geometric mean of lungs ${lungAnterior} and ${lungPosterior}, liver ${liverAnterior} and ${liverPosterior}. ${PLANAR_NEGLECTS}`;
  }
  if (used) return `${percent}, typed.`;
  if (imagedLungShunt === undefined) return `${percent}; lungs are not drawn.`;
  if (Math.abs(imagedLungShunt - lungShunt) > 1e-6)
    return `${percent} by the uptakes of the what-if, ${(100 * imagedLungShunt).toFixed(1)} % of the images.`;
  return `${percent} of the images. ${IMAGED_NEGLECTS}`;
}

/** Where an activity goes, as a sentence. */
export function whereItGoes(
  { lungShunt, territories }: Pick<SphereComparison, "lungShunt" | "territories">,
  activityGBq: number,
): string {
  const gbq = (share: number) => `${threeFigures(share * activityGBq)} GBq`;
  const injected =
    territories.length > 1
      ? ` (${territories.map(({ name, share }) => `${name} ${gbq(share)}`).join(", ")})`
      : "";
  return `Of ${gbq(1)} injected${injected} ${gbq(1 - lungShunt)} stay in the liver and ${gbq(lungShunt)} reach the lungs.`;
}

/** The ways side by side as a table: activities, what binds, and Gy in each compartment at an activity. */
export function comparisonRows({ ways, compartments }: SphereComparison, activityGBq: number) {
  const row = (name: string, cell: (way: SphereWay) => string) => [name, ...ways.map(cell)];
  return {
    head: ["", ...ways.map(({ name }) => name)],
    rows: [
      row("Activity by this way", ({ activityGBq: gbq, reason }) =>
        gbq === undefined ? reason : `${threeFigures(gbq)} GBq`,
      ),
      row("Largest by the limits", ({ largestGBq }) =>
        largestGBq === undefined ? "–" : `${threeFigures(largestGBq)} GBq`,
      ),
      row("Binds", ({ binds }) => binds ?? "–"),
      ...compartments.map(({ name, kind, massG }, c) =>
        row(
          `${COMPARTMENT[kind](name)}, ${threeFigures(massG)} g, at ${threeFigures(activityGBq)} GBq`,
          ({ gyPerGBq }) =>
            gyPerGBq[c] === undefined ? "–" : `${threeFigures(gyPerGBq[c] * activityGBq)} Gy`,
        ),
      ),
    ],
  };
}

/** Injections of several territories as rows: share, activity at a whole, what one compartment and the partition model ask for. */
export const territoryRows = (
  { territories, perfusedGy, tumourGy }: SphereComparison,
  activityGBq: number,
) => ({
  head: [
    "Injection",
    "Share",
    "Activity",
    `${perfusedGy} Gy to all of it`,
    tumourGy === undefined ? "Partition" : `${tumourGy} Gy to its tumours`,
  ],
  rows: territories.map(({ name, share, monoCompartmentGBq, partitionGBq }) => [
    name,
    `${(100 * share).toFixed(1)} %`,
    `${threeFigures(share * activityGBq)} GBq`,
    `${threeFigures(monoCompartmentGBq)} GBq`,
    partitionGBq === undefined ? "–" : `${threeFigures(partitionGBq)} GBq`,
  ]),
});

/** How a compartment is called in a table. */
export const COMPARTMENT = {
  tumour: sentenceName,
  perfusedLiver: (name: string) => `Perfused liver, ${name}`,
  nonTumouralLiver: () => "Whole non-tumoural liver",
  lung: () => "Lungs",
} as const;
