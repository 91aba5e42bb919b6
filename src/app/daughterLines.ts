import { decayingShare, type RegionFate } from "../physics/daughterFate";
import { nuclide } from "../physics/nuclides";
import { DAY_S, HOUR_S, MINUTE_S } from "../physics/units";
import { chainOf, LONG_LIVED_S } from "./daughterPlaces";
import type { PlanResult, RegionResult } from "./planResult";
import { threeFigures } from "./threeFigures";

/** One daughter as the plan treats it, in words. */
export interface DaughterLine {
  readonly name: string;
  readonly text: string;
}

/** How every daughter that can be carried off is treated; empty for a nuclide without. */
export function daughterLines({
  prescription: { nuclide: parent, daughters = {} },
  regions,
}: Pick<PlanResult, "prescription"> & {
  readonly regions: readonly Pick<RegionResult, "structureId" | "name">[];
}): DaughterLine[] {
  const nameOf = (id: string) =>
    regions.find(({ structureId }) => structureId === id)?.name.replaceAll("_", " ") ?? id;
  return (chainOf(parent) ?? []).slice(1).map((group) => {
    const fate = daughters[group.lead.name] ?? {};
    const { stayingShare = 1, restTo, biologicalHalfLifeH, regions: own = {}, source } = fate;
    const differs = Object.entries(own).map(([id, region]) => regionText(nameOf(id), region));
    const rest =
      stayingShare === 1 && differs.length === 0
        ? "all of it decays where it is formed"
        : `${percent(stayingShare)} stay where it is formed${differs.length > 0 ? ` (${differs.join("; ")})` : ""}, the rest ${restTo === undefined ? "is excreted" : `decays in ${nameOf(restTo)}`}`;
    const cleared =
      biologicalHalfLifeH === undefined
        ? ""
        : `; what stays is cleared with ${threeFigures(biologicalHalfLifeH)} h, so that ${percent(decayingShare(group, fate))} of it decays`;
    const origin =
      source === undefined
        ? daughters[group.lead.name]
          ? "; source not stated"
          : " (assumed)"
        : `; source: ${source}`;
    return { name: group.lead.name, text: `${rest}${cleared}${origin}` };
  });
}

/** What must be seen beside the doses of a chain. */
export const daughterWarnings = (plan: Pick<PlanResult, "prescription" | "regions">): string[] => {
  const groups = chainOf(plan.prescription.nuclide) ?? [];
  const longLived = new Set(
    groups.slice(1).flatMap(({ lead }) => (lead.halfLifeS > LONG_LIVED_S ? [lead.name] : [])),
  );
  const fates = plan.prescription.daughters ?? {};
  return daughterLines(plan).flatMap(({ name, text }) =>
    longLived.has(name) || fates[name]
      ? [
          `${name} (half-life ${halfLifeText(nuclide(name).halfLifeS)}) after ${plan.prescription.nuclide}: ${text}.`,
        ]
      : [],
  );
};

/** "11.4 d", "45.6 min". */
export const halfLifeText = (seconds: number): string => {
  const [unit, name] = (
    [
      [DAY_S, "d"],
      [HOUR_S, "h"],
      [MINUTE_S, "min"],
    ] as const
  ).find(([u]) => seconds >= u) ?? [1, "s"];
  return `${threeFigures(seconds / unit)} ${name}`;
};

/** "kidney 60 %, by 1.2 MBq at 24 h". */
const regionText = (name: string, { stayingShare, measured }: RegionFate): string =>
  [
    stayingShare === undefined ? name : `${name} ${percent(stayingShare)}`,
    ...(measured
      ? [`by ${threeFigures(measured.activityMBq)} MBq at ${threeFigures(measured.atH)} h`]
      : []),
  ].join(", ");

const percent = (share: number) => `${threeFigures(100 * share)} %`;
