import type { TissueResponse } from "../physics/radiobiology";
import { METRIC_WORDS } from "./criteria";
import type { Goal } from "./goal";
import { type Criterion, isPatientQuantity, type Limit, type Metric, unitOf } from "./limit";
import { matchesName } from "./matchStructures";
import type { Protocol } from "./protocol";
import type { StructureDose } from "./structureDose";
import { KIDNEY, LIVER } from "./tissues";

/** A limit or goal as a user enters it for one structure, or for the whole patient. */
export interface OwnCriterion extends Pick<Criterion, "metric" | "value" | "per" | "rbeAlpha"> {
  readonly type: "limit" | "goal";
  /** None for a figure of the whole patient. */
  readonly structure?: Pick<StructureDose, "structureId"> & {
    /** As a table prints it. */
    readonly name: string;
  };
}

/** Whether a user entered it, on top of what the protocol has. */
export const isOwn = ({ id }: Pick<Criterion, "id">): boolean => id.startsWith(OWN);

/** The protocol with one more limit or goal: as one of the user's own, by a name of its own. */
export function withOwn(protocol: Protocol, entered: OwnCriterion): Protocol {
  const { type, structure, metric, value, per, rbeAlpha } = entered;
  const name = structure?.name ?? PATIENT_NAME[metric.kind] ?? "Whole body";
  const weighed = rbeAlpha === undefined ? {} : { rbeAlpha };
  const criterion: Criterion = {
    id: `${OWN}${1 + largestNumber(protocol)}`,
    label: `${name}, ${metricName(metric)}${rbeAlpha === undefined ? "" : ", RBE-weighted"}`,
    organ: { tissue: name, ...(structure ? { ids: [structure.structureId] } : {}) },
    metric,
    value,
    unit: unitOf(metric),
    per,
    informational: false,
    source: "entered by hand",
    confirm: false,
    ...weighed,
  };
  return named({
    ...protocol,
    ...(type === "limit"
      ? { limits: [...protocol.limits, { ...criterion, type } satisfies Limit] }
      : { goals: [...protocol.goals, { ...criterion, type } satisfies Goal] }),
  });
}

/** The protocol without a limit or goal of that id; without its last own one it has its first name again. */
export const withoutOwn = (protocol: Protocol, id: string): Protocol =>
  named({
    ...protocol,
    limits: protocol.limits.filter((limit) => limit.id !== id),
    goals: protocol.goals.filter((goal) => goal.id !== id),
  });

/** What a table calls a figure, with what defines it. */
export function metricName(metric: Metric): string {
  switch (metric.kind) {
    case "doseAtVolumePercent":
      return `D${metric.percent} %`;
    case "doseAtVolumeMl":
      return `D${metric.ml} mL`;
    case "volumeAtDosePercent":
      return `share above ${metric.doseGy} Gy`;
    case "volumeAtDoseMl":
      return `volume above ${metric.doseGy} Gy`;
    case "gEud":
      return `gEUD, a = ${metric.a}`;
    case "bed":
    case "eqd2":
      return `${METRIC_WORDS[metric.kind]}${metric.of === "voxels" ? " over voxels" : ""}`;
    case "retention":
      return `activity retained at ${metric.atH} h`;
    default:
      return METRIC_WORDS[metric.kind];
  }
}

/**
 * Where α/β and repair start for a structure: kidney 2.6 Gy and 2.8 h, liver 2.5 Gy and 2.5 h (Cremonesi et al., EJNMMI 45 (2018) 2426), tumour 10 Gy and 1.5 h,
 * marrow 10 Gy and 0.75 h; any other organ 3 Gy and 2.5 h.
 */
export function responseOf({ role, name }: Pick<StructureDose, "role" | "name">): TissueResponse {
  if (role === "tumour") return { alphaBetaGy: 10, repairHalfLifeH: 1.5 };
  if (role === "marrow") return { alphaBetaGy: 10, repairHalfLifeH: 0.75 };
  if (matchesName(KIDNEY, name)) return { alphaBetaGy: 2.6, repairHalfLifeH: 2.8 };
  if (matchesName(LIVER, name)) return { alphaBetaGy: 2.5, repairHalfLifeH: 2.5 };
  return { alphaBetaGy: 3, repairHalfLifeH: 2.5 };
}

/** Whether a figure is of the whole patient, so that no structure is asked for. */
export const isOfPatient = (kind: Metric["kind"]): boolean => isPatientQuantity({ kind } as Metric);

const OWN = "own-";
const ADDED_ID = "-own";
const ADDED_TITLE = ", with own limits and goals";

const PATIENT_NAME: Readonly<Partial<Record<Metric["kind"], string>>> = { bloodDose: "Blood" };

/** The highest number in use, so that a removed one does not lend its changes to the next. */
const largestNumber = ({ limits, goals }: Protocol): number =>
  [...limits, ...goals]
    .filter(isOwn)
    .reduce((most, { id }) => Math.max(most, Number(id.slice(OWN.length)) || 0), 0);

/** Under the name of its own that a protocol with own criteria has, and under the first one without. The nuclide put in the place of its own stays at the end. */
function named(protocol: Protocol): Protocol {
  const [, base = "", nuclide = ""] = /^(.*?)(\+.*)?$/.exec(protocol.id)!;
  const plain = base.endsWith(ADDED_ID) ? base.slice(0, -ADDED_ID.length) : base;
  const title = protocol.title.replace(ADDED_TITLE, "");
  return [...protocol.limits, ...protocol.goals].some(isOwn)
    ? { ...protocol, id: `${plain}${ADDED_ID}${nuclide}`, title: `${title}${ADDED_TITLE}` }
    : { ...protocol, id: `${plain}${nuclide}`, title };
}
