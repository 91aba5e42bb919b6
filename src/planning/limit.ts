import type { Repopulation, TissueResponse } from "../physics/radiobiology";
import type { Role } from "../volume/study";

/** Which structures a limit or goal speaks of. Plain data, so that protocols can be shared as JSON. */
export interface OrganMatcher {
  /** What a table calls the tissue: "kidney". */
  readonly tissue: string;
  /** Structures named by the user; they win over everything below. */
  readonly ids?: readonly string[];
  readonly roles?: readonly Role[];
  /** Regular expressions on the name, case ignored; the first that any structure meets decides. */
  readonly names?: readonly string[];
}

/** A figure of the whole patient that no dose volume gives: it is measured in blood or with a probe. */
export type PatientQuantity =
  | { readonly kind: "bloodDose" }
  | { readonly kind: "wholeBodyDose" }
  /** Activity still in the body `atH` hours after administration, GBq. */
  | { readonly kind: "retention"; readonly atH: number };

/** How a tissue answers over a whole course. */
export interface CourseResponse extends TissueResponse {
  /** What repopulation takes of the BED of the course; nothing where left out. */
  readonly repopulation?: Repopulation;
}

/** How a BED is taken from a dose. */
export interface BedMetric extends CourseResponse {
  /** `meanDose`: of the mean dose, as published limits are meant; `voxels`: the mean over voxels, each with its own BED. */
  readonly of: "meanDose" | "voxels";
  readonly alphaInQuadratic?: boolean;
}

/** The figure of a structure's dose that is held against a value. */
export type StructureMetric =
  | { readonly kind: "mean" }
  | { readonly kind: "max" }
  | { readonly kind: "smoothedMax" }
  | { readonly kind: "doseAtVolumePercent"; readonly percent: number }
  | { readonly kind: "doseAtVolumeMl"; readonly ml: number }
  | { readonly kind: "volumeAtDosePercent"; readonly doseGy: number }
  | { readonly kind: "volumeAtDoseMl"; readonly doseGy: number }
  | { readonly kind: "eud"; readonly alphaPerGy: number }
  | { readonly kind: "gEud"; readonly a: number }
  | ({ readonly kind: "bed" } & BedMetric)
  | ({ readonly kind: "eqd2" } & BedMetric)
  | ({ readonly kind: "euBed"; readonly alphaPerGy: number } & CourseResponse)
  /** Lyman–Kutcher–Burman on the gEUD of the absorbed dose; n is its volume parameter, 1/a. */
  | {
      readonly kind: "ntcp";
      readonly td50Gy: number;
      readonly m: number;
      readonly n: number;
    }
  /** Poisson over voxels of BED with a density of clonogenic cells. */
  | ({
      readonly kind: "tcp";
      readonly alphaPerGy: number;
      readonly clonogensPerMl: number;
    } & CourseResponse);

export type Metric = StructureMetric | PatientQuantity;

export type LimitUnit = "Gy" | "GBq" | "percent" | "mL" | "probability";

/** The unit in which a metric's value stands. */
export function unitOf({ kind }: Metric): LimitUnit {
  switch (kind) {
    case "volumeAtDosePercent":
      return "percent";
    case "volumeAtDoseMl":
      return "mL";
    case "ntcp":
    case "tcp":
      return "probability";
    case "retention":
      return "GBq";
    default:
      return "Gy";
  }
}

/** How the unit of a criterion's value is written: doses whose alphas are weighted stand in Gy(RBE), never in Gy. */
export const unitText = ({ unit, rbeAlpha }: Pick<Criterion, "unit" | "rbeAlpha">): string =>
  unit === "Gy" && rbeAlpha !== undefined ? "Gy(RBE)" : UNIT[unit];

const UNIT: Readonly<Record<LimitUnit, string>> = {
  Gy: "Gy",
  GBq: "GBq",
  percent: "%",
  mL: "mL",
  probability: "",
};

/** The value of a criterion on absorbed dose, Gy; undefined for BED, for doses whose alphas are weighted, and for other units. */
export const absorbedGyOf = ({ unit, rbeAlpha, metric, value }: Criterion): number | undefined =>
  unit === "Gy" && rbeAlpha === undefined && !["bed", "eqd2", "euBed"].includes(metric.kind)
    ? value
    : undefined;

/** Something known of the patient on which a limit depends. */
export type PatientFactor =
  | "bilirubinMgPerDl"
  | "kidneyRiskFactors"
  | "plateletsGPerL"
  | "diffuseLungMetastases";

/** A limit or goal applies where the factor is above, or at most, this value (yes is 1, no is 0). */
export interface Condition {
  readonly factor: PatientFactor;
  readonly is: "above" | "atMost";
  readonly value: number;
}

/** What limits and goals have in common. */
export interface Criterion {
  readonly id: string;
  /** As a table prints it: "Kidney mean dose". */
  readonly label: string;
  readonly organ: OrganMatcher;
  readonly metric: Metric;
  readonly value: number;
  readonly unit: LimitUnit;
  /** One cycle alone, or all of the course with what was given before it. */
  readonly per: "cycle" | "course";
  /** RBE of alphas in this tissue; 1 when left out. */
  readonly rbeAlpha?: number;
  readonly when?: Condition;
  /** Shown, but does not bind. */
  readonly informational: boolean;
  /** Where the value was read. */
  readonly source: string;
  /** True for a value that is well known but was not read at its source: the user must confirm it. */
  readonly confirm: boolean;
}

/** The criterion with another value, which its source no longer speaks for: that says who set it, and what it stands in place of. */
export const withValue = <C extends Criterion>(criterion: C, value: number, setIn: string): C =>
  value === criterion.value
    ? criterion
    : {
        ...criterion,
        value,
        source: `Set ${setIn}, in place of ${`${criterion.value} ${unitText(criterion)}`.trim()} (${criterion.source})`,
      };

/** A value that a tissue must not exceed. */
export interface Limit extends Criterion {
  readonly type: "limit";
}

export type PatientFactors = Readonly<Partial<Record<PatientFactor, number>>>;

/** The criteria that hold for a patient. One whose factor is unknown stays, so that the strictest binds until it is known. */
export const applicable = <C extends Criterion>(
  criteria: readonly C[],
  factors: PatientFactors,
): C[] => criteria.filter(({ when }) => !when || meets(when, factors[when.factor]));

function meets({ is, value }: Condition, known: number | undefined): boolean {
  if (known === undefined) return true;
  return is === "above" ? known > value : known <= value;
}

export const isPatientQuantity = (metric: Metric): metric is PatientQuantity =>
  metric.kind === "bloodDose" || metric.kind === "wholeBodyDose" || metric.kind === "retention";

/** True for figures that single voxels decide, which partial volume and noise blur. */
export function restsOnVoxels(metric: Metric): boolean {
  if (metric.kind === "bed" || metric.kind === "eqd2") return metric.of === "voxels";
  return metric.kind !== "mean" && !isPatientQuantity(metric);
}
