import { version } from "../../package.json";
import type { DoseMethod } from "../dosimetry/doseEngine";
import { atActivity } from "../dosimetry/dvh";
import { doseAtVolumePercent, doseMetrics, volumeAtDosePercent } from "../dosimetry/dvhMetrics";
import { unitText } from "../planning/limit";
import type { SMatrix } from "../planning/sMatrix";
import type { StructureDose } from "../planning/structureDose";
import type { ImagedStudy } from "../quantification/camera";
import { courseReport } from "./courseReport";
import { contributionsOf } from "./daughterContributions";
import { daughterLines } from "./daughterLines";
import { fitError, type LargestInterval } from "./interval";
import { METHOD_NAME } from "./methodName";
import type { PlanResult } from "./planResult";
import { type CriterionRow, goalRows, limitRows, type PlanBasis } from "./planView";
import { rbeOfAll, weightedMean } from "./rbeWeighted";
import { sentenceName } from "./readableName";
import type { WhatIf } from "./session";

/** An item of good reporting (ICRU 96; EANM, Lassmann et al., EJNMMI 38 (2011) 192): what is reported, undefined where it is missing. */
export interface ReportItem {
  readonly name: string;
  readonly value: string | undefined;
}

/** A table of the report; the first column names the row. */
export interface ReportTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface ReportSection {
  readonly title: string;
  readonly items: readonly ReportItem[];
  readonly table?: ReportTable;
}

/** What a report is made of: the plan as it stands on the page. */
export interface ReportInput {
  readonly study: ImagedStudy;
  /** Under the what-if. */
  readonly result: PlanResult;
  readonly whatIf: WhatIf;
  readonly basis: PlanBasis;
  /** Mean dose of each structure from each source region, under the what-if. */
  readonly matrix: SMatrix;
  readonly interval: LargestInterval | undefined;
}

/** The plan by the items of good reporting; what is not known stands in it as missing. */
export const reportOf = (input: ReportInput): ReportSection[] => [
  recommendation(input),
  radiopharmaceutical(input),
  imaging(input),
  structures(input),
  kinetics(input),
  dosimetry(input),
  doses(input),
  ...chain(input),
  criteria(input),
  whatIfSection(input),
  ...courseReport(input),
  uncertainty(input),
];

/** The names of all items that are missing, section by section. */
export const missingOf = (sections: readonly ReportSection[]): string[] =>
  sections.flatMap(({ title, items }) =>
    items.filter(({ value }) => value === undefined).map(({ name }) => `${title}: ${name}`),
  );

function recommendation({ result, whatIf, basis, interval }: ReportInput): ReportSection {
  const { largest } = basis;
  const { protocol } = result.prescription;
  const gbq = (value: number | undefined) =>
    value === undefined ? undefined : `${three(value)} GBq`;
  return {
    title: "Recommendation",
    items: [
      {
        name: "Protocol",
        value: `${protocol.title}${protocol.research ? " (research)" : ""}. Source: ${protocol.source}`,
      },
      {
        name: "Level (EANM on article 56)",
        value:
          protocol.limits.length > 0
            ? "dosimetry-guided"
            : "activity-based with patient-specific dose",
      },
      {
        name: "Largest tolerated activity",
        value:
          largest.totalActivityGBq === undefined
            ? "no limit binds"
            : `${three(largest.totalActivityGBq)} GBq in ${largest.cycles} ${largest.cycles === 1 ? "cycle" : "cycles"}; binds: ${largest.binding!.limit.label}, ${sentenceName(largest.binding!.structureName)}`,
      },
      {
        name: "Interval (95 %)",
        value:
          interval &&
          `${three(interval.fromGBq)} to ${three(interval.toGBq)} GBq; 5 % risk of exceeding a limit at ${three(interval.atFivePercentGBq)} GBq`,
      },
      { name: "Activity reported below", value: gbq(whatIf.activityGBq) },
      {
        name: "Cycles",
        value:
          whatIf.cycles === 1
            ? "1"
            : `${whatIf.cycles}${whatIf.weeksBetweenCycles === undefined ? "" : `, ${whatIf.weeksBetweenCycles} weeks apart`}`,
      },
    ],
  };
}

function radiopharmaceutical({
  study: { patient, administration },
  result,
}: ReportInput): ReportSection {
  return {
    title: "Patient and radiopharmaceutical",
    items: [
      { name: "Patient", value: patient },
      {
        name: "Therapy",
        value: `${result.prescription.nuclide}, ${result.prescription.protocol.carrier}`,
      },
      {
        name: "Administered before the scans",
        value: `${three(administration.activityMBq)} MBq ${administration.nuclide} ${administration.carrier}`,
      },
      { name: "Time of administration", value: administration.at },
      { name: "Residual activity in syringe and line", value: undefined },
    ],
  };
}

function imaging({ study, result }: ReportInput): ReportSection {
  const { partialVolumeFwhmMm } = result.prescription;
  const { camera } = study;
  return {
    title: "Imaging",
    items: [
      { name: "Camera and collimator", value: camera && `${camera.name}, ${camera.collimator}` },
      { name: "Reconstruction", value: camera?.reconstruction },
      {
        name: "Calibration factor and how it was found",
        value:
          camera &&
          `${camera.factor.note}, ${camera.nuclide}, ${camera.measuredOn}${camera.factor.relativeUncertainty === undefined ? "" : `, ± ${three(100 * camera.factor.relativeUncertainty)} %`}`,
      },
      { name: "Attenuation and scatter correction", value: undefined },
      {
        name: "Dead-time correction",
        value: camera?.deadTimeS === undefined ? undefined : `${three(1e6 * camera.deadTimeS)} µs`,
      },
      {
        name: "Partial-volume correction",
        value:
          partialVolumeFwhmMm === undefined
            ? "none"
            : `spill between structures undone at ${three(partialVolumeFwhmMm)} mm resolution`,
      },
      {
        name: "Registration",
        value:
          result.alignments.length > 1
            ? `${result.prescription.registration} to the reference scan`
            : "one scan",
      },
    ],
    table: {
      head: ["Scan", "Modality", "Nuclide", "h after administration", "Voxel, mm", "CT"],
      rows: study.timePoints.map((scan, n) => [
        `${scan.label}${n === study.reference ? " (reference)" : ""}`,
        scan.modality,
        scan.nuclide,
        three(scan.hoursAfterAdministration),
        scan.activity.grid.spacingMm.map(three).join(" × "),
        scan.anatomy ? "yes" : "none",
      ]),
    },
  };
}

function structures({ result }: ReportInput): ReportSection {
  return {
    title: "Structures",
    items: [
      {
        name: "Masses",
        value: "volume times density of its voxels, from the CT of the reference scan",
      },
      { name: "Observer of the contours", value: undefined },
    ],
    table: {
      head: ["Structure", "Role", "Source", "mL", "g"],
      rows: result.structureDoses.map(({ structureId, name, role, volumeMl, massG }) => [
        sentenceName(name),
        role,
        result.structures.find(({ id }) => id === structureId)?.source ?? "",
        three(volumeMl),
        three(massG),
      ]),
    },
  };
}

function kinetics({ result }: ReportInput): ReportSection {
  return {
    title: "Kinetics, as measured",
    items: [
      {
        name: "Model",
        value:
          result.prescription.kineticModel === "auto"
            ? "chosen by AICc for each region"
            : METHOD_NAME[result.prescription.kineticModel],
      },
      {
        name: "Nuclide of scans and therapy",
        value: result.prescription.nuclide,
      },
    ],
    table: {
      head: [
        "Region",
        "Model",
        "Readings",
        "χ² or Σ²",
        "AICc",
        "Half-life, h",
        "TIAC, h",
        "± fit, %",
        "Extrapolated, %",
      ],
      rows: result.regions.map((region) => {
        const { fit, name, timesH, weights, tiacH } = region;
        const counting = weights.filter((weight) => weight > 0).length;
        const error = fitError(region);
        return [
          sentenceName(name),
          fit.method === "auto" ? METHOD_NAME[fit.model] : METHOD_NAME[fit.method],
          counting === timesH.length ? String(counting) : `${counting} of ${timesH.length}`,
          three(fit.chi2),
          fit.aicc === undefined ? "–" : fit.aicc.toFixed(1),
          three(fit.effectiveHalfLifeH),
          three(tiacH),
          error === undefined ? "–" : three(100 * error),
          three(100 * fit.extrapolatedShare),
        ];
      }),
    },
  };
}

function dosimetry({ result }: ReportInput): ReportSection {
  const { prescription, balance, structureDoses } = result;
  const marrow = structureDoses.filter(({ role }) => role === "marrow").map(({ name }) => name);
  return {
    title: "Dosimetry",
    items: [
      { name: "Method", value: METHOD[prescription.doseMethod] },
      { name: "Medium of the kernels", value: `${prescription.kernelDensityGPerCm3} g/cm³` },
      { name: "Energy not accounted for", value: `${balance.differencePercent.toFixed(2)} %` },
      { name: "Software", value: `Gyre ${version}, ${result.adapter}` },
      {
        name: "Marrow method",
        value:
          marrow.length > 0 ? `from the image: ${marrow.map(sentenceName).join(", ")}` : undefined,
      },
      { name: "Blood samples", value: undefined },
    ],
  };
}

function doses({ result, whatIf, basis }: ReportInput): ReportSection {
  const rbe = rbeOfAll(result.structureDoses, [...basis.limits, ...basis.goals]);
  const weighted = (dose: StructureDose) => {
    const own = rbe.get(dose.structureId);
    const perGBq = own && weightedMean(dose, own.rbeAlpha);
    return own && perGBq !== undefined
      ? [three(own.rbeAlpha), three(perGBq * whatIf.activityGBq)]
      : ["–", "–"];
  };
  return {
    title: `Absorbed dose at ${three(whatIf.activityGBq)} GBq over all cycles, Gy`,
    items: [],
    table: {
      head: [
        "Structure",
        "Gy/GBq",
        "Mean",
        "D98",
        "D90",
        "D50",
        "D2",
        "V20, %",
        "Half-life, h",
        ...(rbe.size > 0 ? ["RBE of alphas", "Mean, Gy(RBE)"] : []),
      ],
      rows: result.structureDoses.map((dose) => {
        const { name, meanGyPerGBq, dvh, effectiveHalfLifeH } = dose;
        const at = atActivity(dvh, whatIf.activityGBq);
        const { d98Gy, d50Gy, d2Gy } = doseMetrics(at);
        return [
          sentenceName(name),
          three(meanGyPerGBq),
          three(at.meanGy),
          three(d98Gy),
          three(doseAtVolumePercent(at, 90)),
          three(d50Gy),
          three(d2Gy),
          three(volumeAtDosePercent(at, 20)),
          effectiveHalfLifeH === undefined ? "–" : three(effectiveHalfLifeH),
          ...(rbe.size > 0 ? weighted(dose) : []),
        ];
      }),
    },
  };
}

/** What each nuclide of an alpha chain gives; no section for other nuclides. */
function chain({ result, matrix }: ReportInput): ReportSection[] {
  const doses = contributionsOf(result, matrix.gyPerGBq);
  const [first] = doses;
  if (!first) return [];
  return [
    {
      title: "Contributions of the chain to the mean absorbed dose, Gy/GBq (share)",
      items: daughterLines(result).map(({ name, text }) => ({ name, value: text })),
      table: {
        head: ["Structure", ...first.map(({ nuclide }) => nuclide), "Sum"],
        rows: doses.map((own, s) => [
          sentenceName(result.structureDoses[s]!.name),
          ...own.map(({ gyPerGBq, share }) => `${three(gyPerGBq)} (${three(100 * share)} %)`),
          three(own.reduce((sum, { gyPerGBq }) => sum + gyPerGBq, 0)),
        ]),
      },
    },
  ];
}

function criteria({ basis, whatIf }: ReportInput): ReportSection {
  const row = ({ criterion, structureName, value, state, reachedAtGBq }: CriterionRow) => [
    `${criterion.label}, ${sentenceName(structureName)}`,
    "alphaBetaGy" in criterion.metric
      ? `α/β ${three(criterion.metric.alphaBetaGy)} Gy, repair ${three(criterion.metric.repairHalfLifeH)} h`
      : "",
    `${three(value)} ${unitText(criterion)}`,
    `${three(criterion.value)} ${unitText(criterion)}`,
    criterion.informational ? `${state}, for information` : state,
    reachedAtGBq === undefined ? "–" : three(reachedAtGBq),
    `${criterion.source}${criterion.confirm ? " (confirm)" : ""}`,
  ];
  return {
    title: "Limits and goals",
    items: basis.notHeld.map((sentence) => ({ name: sentence, value: "not checked" })),
    table: {
      head: [
        "Limit or goal",
        "Radiobiology",
        "Value",
        "Wanted",
        "State",
        "Reached at GBq",
        "Source",
      ],
      rows: [...limitRows(basis, whatIf.activityGBq), ...goalRows(basis, whatIf.activityGBq)].map(
        row,
      ),
    },
  };
}

function whatIfSection({ whatIf, result }: ReportInput): ReportSection {
  const nameOf = (id: string) =>
    sentenceName(result.regions.find(({ structureId }) => structureId === id)?.name ?? id);
  const regions = Object.entries(whatIf.regions).map(([id, change]) => ({
    name: nameOf(id),
    value: [
      ...(change.uptakeFactor === undefined ? [] : [`uptake × ${three(change.uptakeFactor)}`]),
      ...(change.effectiveHalfLifeH === undefined
        ? []
        : [`effective half-life ${three(change.effectiveHalfLifeH)} h`]),
      ...(change.massFactor === undefined ? [] : [`mass × ${three(change.massFactor)}`]),
    ].join(", "),
  }));
  const earlier = Object.entries(whatIf.earlier).flatMap(([id, given]) =>
    given.map((dose) => ({
      name: `${nameOf(id)}, earlier dose`,
      value:
        dose.kind === "external"
          ? `${three(dose.totalGy)} Gy external beam in ${dose.fractions} fractions`
          : `${three(dose.meanGy)} Gy in earlier cycles, half-life ${three(dose.effectiveHalfLifeH)} h`,
    })),
  );
  const daughters = daughterLines(result).map(({ name, text }) => ({
    name: `${name}, daughter of ${result.prescription.nuclide}`,
    value: text,
  }));
  const changes = [...regions, ...daughters, ...earlier];
  return {
    title: "Assumed instead of measured",
    items:
      changes.length > 0
        ? changes
        : [{ name: "Kinetics, masses and earlier dose", value: "as measured; no earlier dose" }],
  };
}

function uncertainty({ whatIf: { spread }, result, interval }: ReportInput): ReportSection {
  const own = (percent: number | undefined) =>
    percent === undefined ? "by the budget" : `${three(percent)} %, assumed`;
  return {
    title: "Uncertainty",
    items: [
      { name: "Budget (EANM)", value: result.budget.assumptions.join(" ") },
      { name: "Calibration", value: own(spread.calibrationPercent) },
      { name: "Masses", value: own(spread.massPercent) },
      {
        name: "Decays",
        value: `recovery, registration and standard error of each fit; ${three(spread.fitPercent)} % where it has none`,
      },
      {
        name: "Method",
        value: interval && "10,000 samples through the S-matrix, log-normal errors",
      },
    ],
    table: {
      head: ["Region", "Decays ± %", "Mean dose ± %"],
      rows: result.budget.regions.map(({ structureId, tia, meanDose }) => [
        sentenceName(
          result.regions.find((region) => region.structureId === structureId)?.name ?? structureId,
        ),
        three(100 * tia.relativeUncertainty),
        meanDose ? three(100 * meanDose.relativeUncertainty) : "–",
      ]),
    },
  };
}

const METHOD: Readonly<Record<DoseMethod, string>> = {
  local: "local deposition, voxel by voxel",
  kernel: "voxel kernel in a uniform medium",
  densityScaledKernel: "voxel kernel, scaled to each voxel's mass",
  massPathKernel: "voxel kernel along mass paths",
};

/** Three significant figures without an exponent. */
const three = (x: number): string => (Number.isFinite(x) ? String(Number(x.toPrecision(3))) : "–");
