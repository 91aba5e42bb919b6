import type { Goal } from "./goal";
import type { Criterion, Limit, Metric, OrganMatcher } from "./limit";
import {
  BLOOD,
  KIDNEY,
  LACRIMAL,
  LIVER,
  LUNG,
  MARROW,
  NORMAL_LIVER,
  SALIVARY,
  WHOLE_BODY,
} from "./tissues";

/** The review that names the therapies, their tissues at risk and most limits. */
export const REVIEW = "Piwowarska-Bilska, Kurkowska, Birkenfeld, Cancers 14 (2022) 3418";

/** What a criterion adds to a tissue, a metric and a value. */
type Rest = { readonly source: string } & Partial<
  Pick<Criterion, "label" | "per" | "when" | "rbeAlpha" | "informational" | "confirm" | "unit">
>;

/** A limit; by default on the whole course, in Gy, binding, and read at its source. */
export const limit = (
  id: string,
  organ: OrganMatcher,
  metric: Metric,
  value: number,
  rest: Rest,
): Limit => ({ type: "limit", ...criterion(id, organ, metric, value, rest) });

/** A goal with the same defaults. */
export const goal = (
  id: string,
  organ: OrganMatcher,
  metric: Metric,
  value: number,
  rest: Rest,
): Goal => ({ type: "goal", ...criterion(id, organ, metric, value, rest) });

function criterion(
  id: string,
  organ: OrganMatcher,
  metric: Metric,
  value: number,
  { label = defaultLabel(organ, metric), ...rest }: Rest,
): Criterion {
  return {
    id,
    label,
    organ,
    metric,
    value,
    unit: "Gy",
    per: "course",
    informational: false,
    confirm: false,
    ...rest,
  };
}

const defaultLabel = ({ tissue }: OrganMatcher, { kind }: Metric): string =>
  `${tissue[0]!.toUpperCase()}${tissue.slice(1)}, ${METRIC_WORDS[kind]}`;

/** What tables call the figures. */
export const METRIC_WORDS = {
  mean: "mean dose",
  max: "maximum dose",
  smoothedMax: "maximum of the dose over 1 mL",
  doseAtVolumePercent: "dose to a share of the volume",
  doseAtVolumeMl: "dose to a volume",
  volumeAtDosePercent: "share of the volume above a dose",
  volumeAtDoseMl: "volume above a dose",
  eud: "equivalent uniform dose",
  gEud: "generalised equivalent uniform dose",
  bed: "BED",
  eqd2: "EQD2",
  euBed: "equivalent uniform BED",
  ntcp: "complication probability",
  tcp: "control probability",
  bloodDose: "dose",
  wholeBodyDose: "dose",
  retention: "retained activity",
} satisfies Record<Metric["kind"], string>;

const MEAN: Metric = { kind: "mean" };
const KIDNEY_BED: Metric = {
  kind: "bed",
  of: "meanDose",
  alphaBetaGy: 2.6,
  repairHalfLifeH: 2.8,
};

export const KIDNEY_23 = limit("kidney-23", KIDNEY, MEAN, 23, { source: REVIEW });
/** The BED limits of the kidney stand beside the absorbed dose and can be made to bind instead. */
export const KIDNEY_BED_LIMITS: readonly Limit[] = [
  limit("kidney-bed-27", KIDNEY, KIDNEY_BED, 27, {
    source:
      "limit of prospective dosimetry protocols of 177Lu-DOTATATE (Sundlöv et al., EJNMMI 44 (2017) 1480)",
    informational: true,
    confirm: true,
  }),
  limit("kidney-bed-28", KIDNEY, KIDNEY_BED, 28, {
    source: `Bodei et al., EJNMMI 35 (2008) 1847; ${REVIEW}`,
    label: "Kidney, BED with risk factors",
    when: { factor: "kidneyRiskFactors", is: "above", value: 0 },
    informational: true,
    confirm: true,
  }),
  limit("kidney-bed-40", KIDNEY, KIDNEY_BED, 40, {
    source: `Bodei et al., EJNMMI 35 (2008) 1847; ${REVIEW}`,
    label: "Kidney, BED without risk factors",
    when: { factor: "kidneyRiskFactors", is: "atMost", value: 0 },
    informational: true,
    confirm: true,
  }),
];
export const MARROW_2 = limit("marrow-2", MARROW, MEAN, 2, { source: REVIEW });
export const BLOOD_2 = limit("blood-2", BLOOD, { kind: "bloodDose" }, 2, {
  source: `${REVIEW}; Lassmann et al., EJNMMI 35 (2008) 1405`,
  per: "cycle",
});
export const RETENTION_LIMITS: readonly Limit[] = [
  limit("retention-48h-4.44", WHOLE_BODY, { kind: "retention", atH: 48 }, 4.44, {
    source: "Benua et al., Am J Roentgenol 87 (1962) 171",
    unit: "GBq",
    per: "cycle",
    when: { factor: "diffuseLungMetastases", is: "atMost", value: 0 },
    confirm: true,
  }),
  limit("retention-48h-2.96", WHOLE_BODY, { kind: "retention", atH: 48 }, 2.96, {
    source: "Benua et al., Am J Roentgenol 87 (1962) 171",
    label: "Whole body, retained activity with diffuse lung metastases",
    unit: "GBq",
    per: "cycle",
    when: { factor: "diffuseLungMetastases", is: "above", value: 0 },
    confirm: true,
  }),
];
export const LUNG_LIMITS: readonly Limit[] = [
  limit("lung-30", LUNG, MEAN, 30, {
    source: "Weber et al., EJNMMI 49 (2022) 1682 (EANM procedure guideline)",
    label: "Lung, mean dose a session",
    per: "cycle",
  }),
  limit("lung-50", LUNG, MEAN, 50, {
    source: "Weber et al., EJNMMI 49 (2022) 1682 (EANM procedure guideline)",
    label: "Lung, mean dose in all",
  }),
];
/** Without an agreed limit for radionuclides: shown, never binding. */
export const GLAND_HINTS: readonly Limit[] = [
  limit("salivary-25", SALIVARY, MEAN, 25, {
    source: "external beam, parotid mean dose (Deasy et al., IJROBP 76 (2010) S58)",
    informational: true,
    confirm: true,
  }),
  limit("lacrimal-30", LACRIMAL, MEAN, 30, {
    source: "external beam (Parsons et al., IJROBP 30 (1994) 775)",
    informational: true,
    confirm: true,
  }),
];
/** Non-tumoural liver after 90Y glass, by bilirubin. */
export const GLASS_LIVER_LIMITS: readonly Limit[] = [
  limit("liver-50", NORMAL_LIVER, MEAN, 50, {
    source: `Chiesa, in ${REVIEW}`,
    label: "Non-tumoural liver, bilirubin above 1.1 mg/dL",
    when: { factor: "bilirubinMgPerDl", is: "above", value: 1.1 },
  }),
  limit("liver-90", NORMAL_LIVER, MEAN, 90, {
    source: `Chiesa, in ${REVIEW}`,
    label: "Non-tumoural liver, bilirubin up to 1.1 mg/dL",
    when: { factor: "bilirubinMgPerDl", is: "atMost", value: 1.1 },
  }),
];

/** A mean-dose limit. */
export const meanLimit = (id: string, organ: OrganMatcher, valueGy: number, rest: Rest): Limit =>
  limit(id, organ, MEAN, valueGy, rest);

/** A mean-dose goal. */
export const meanGoal = (id: string, organ: OrganMatcher, valueGy: number, rest: Rest): Goal =>
  goal(id, organ, MEAN, valueGy, rest);

/** A limit as it holds for a therapy that it was not made for. */
export const byAnalogy = (base: Limit, rbeAlpha?: number): Limit => ({
  ...base,
  ...(rbeAlpha === undefined
    ? {}
    : { rbeAlpha, id: `${base.id}-rbe`, label: `${base.label}, RBE-weighted` }),
  source: `by analogy: ${base.source}`,
  confirm: true,
});

export const LIPIODOL_LIVER_40 = limit("liver-40", LIVER, MEAN, 40, { source: REVIEW });
