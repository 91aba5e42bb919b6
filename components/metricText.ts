import type { CourseResponse, Criterion } from "../src/planning/limit";

/** What a limit or goal is held against, as a sentence with the formula. */
export function metricText({ metric, per }: Criterion): string {
  const over = per === "cycle" ? "of one cycle" : "over all cycles and what was given before";
  switch (metric.kind) {
    case "mean":
      return `Mean absorbed dose ${over}: dose per GBq × activity.`;
    case "max":
      return `Largest absorbed dose of any voxel ${over}.`;
    case "smoothedMax":
      return `Largest absorbed dose ${over}, smoothed within the structure by a Gaussian that averages over 1 mL.`;
    case "doseAtVolumePercent":
      return `D${metric.percent}: the absorbed dose that ${metric.percent} % of the volume receive at least, ${over}.`;
    case "doseAtVolumeMl":
      return `The absorbed dose that the hottest ${metric.ml} mL receive at least, ${over}.`;
    case "volumeAtDosePercent":
    case "volumeAtDoseMl":
      return `The part of the volume that receives at least ${metric.doseGy} Gy ${over}.`;
    case "eud":
      return `Equivalent uniform dose ${over}: −ln(Σ v e^(−αD)) / α, α = ${metric.alphaPerGy} per Gy.`;
    case "gEud":
      return `Generalised equivalent uniform dose ${over}: (Σ v D^a)^(1/a), a = ${metric.a}.`;
    case "bed":
      return `Biologically effective dose ${over}: D (1 + G·D / (α/β)) for each cycle, α/β = ${metric.alphaBetaGy} Gy, repair half-life ${metric.repairHalfLifeH} h${regrowth(metric)}.`;
    case "eqd2":
      return `Dose in 2 Gy fractions of the same effect ${over}: BED / (1 + 2 / (α/β)), α/β = ${metric.alphaBetaGy} Gy${regrowth(metric)}.`;
    case "euBed":
      return `Equivalent uniform BED ${over}: −ln(Σ v e^(−α·BED)) / α, α = ${metric.alphaPerGy} per Gy${regrowth(metric)}.`;
    case "ntcp":
      return `Probability of a complication ${over}, Lyman–Kutcher–Burman: TD50 = ${metric.td50Gy} Gy, m = ${metric.m}, n = ${metric.n}.`;
    case "tcp":
      return `Probability of tumour control ${over}, Poisson over voxels: α = ${metric.alphaPerGy} per Gy, ${metric.clonogensPerMl} clonogens per mL${regrowth(metric)}.`;
    case "bloodDose":
      return `Absorbed dose to the blood ${over}, from blood samples and whole-body counts.`;
    case "wholeBodyDose":
      return `Absorbed dose to the whole body ${over}.`;
    case "retention":
      return `Activity still in the body ${metric.atH} h after administration.`;
    default:
      return metric satisfies never;
  }
}

/** What cells that grow back take. */
const regrowth = ({ repopulation }: CourseResponse): string =>
  repopulation
    ? `; less ${repopulation.lossGyPerDay} Gy for every day from day ${repopulation.kickOffDays} to day ${repopulation.treatmentDays}, for cells that grow back`
    : "";
