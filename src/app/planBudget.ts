import {
  activityPerVolumeOfBlur,
  blurredSphereRecovery,
  lostByShift,
} from "../quantification/blurredSphere";
import type { CameraSetting } from "../quantification/camera";
import { activityPerVolume, recover } from "../quantification/recovery";
import {
  type BudgetQuestion,
  type UncertaintyBudget,
  uncertaintyBudget,
  volumeUncertainty,
} from "../quantification/uncertaintyBudget";
import type { Alignment } from "../registration/alignTimePoints";
import { voxelVolumeMm3 } from "../volume/grid";
import { sphereRadiusMm } from "../volume/sphereMask";
import type { Structure, Study } from "../volume/study";
import { type Correction, resolutionOf } from "./correction";
import { fitError } from "./interval";
import type { Prescription, RegionResult } from "./planResult";

/** How far one source region is known. */
export interface RegionBudget {
  readonly structureId: string;
  /** The errors it is made of. */
  readonly question: BudgetQuestion;
  readonly tia: UncertaintyBudget;
  /** Undefined for the remainder of the body, which nobody drew. */
  readonly meanDose: UncertaintyBudget | undefined;
  /** Mean dose from each source region, in the order of the regions; empty for the remainder. */
  readonly doseFromGyPerGBq: readonly number[];
  /** What the budget does not hold, and what it rests on: sentences. */
  readonly notes: readonly string[];
}

export interface PlanBudget {
  /** What was assumed for all regions, with where it comes from. */
  readonly assumptions: readonly string[];
  /** In the order of the result's regions. */
  readonly regions: readonly RegionBudget[];
}

/** What a budget is made of. */
export interface BudgetInput {
  readonly study: Pick<Study, "structures" | "timePoints" | "reference" | "onto"> & {
    readonly camera?: CameraSetting;
  };
  readonly prescription: Prescription;
  readonly regions: readonly RegionResult[];
  readonly alignments: readonly Alignment[];
  readonly correction: Correction;
  /** Mean dose of each structure (row) from each region (column), Gy per GBq. */
  readonly meanGyPerGBq: ReadonlyMap<string, readonly number[]>;
}

/** Calibration of Lu-177 SPECT/CT between sites agrees to a few percent: Tran-Gia et al., EJNMMI Phys 8 (2021) 55. */
const USUAL_CALIBRATION = 0.05;
/** Relative error of a resolution that was measured or stated. */
const RESOLUTION_ERROR = 0.1;
/** Resolution of SPECT where nothing states it, and of a CT on which contours are drawn. */
const USUAL_FWHM_MM = 10;
const CT_FWHM_MM = 2;

/**
 * First-order propagation of independent steps (Gear et al., Eur J Nucl Med Mol Imaging 45 (2018) 2456), every structure as the sphere of its volume. The
 * mean dose takes the mass into account, which grows with the volume that was drawn, and the errors of the regions that shine in.
 */
export function planBudget(input: BudgetInput): PlanBudget {
  const setting = settingOf(input);
  return {
    assumptions: setting.assumptions,
    regions: summedUp(
      input.regions.map((region) => ({
        structureId: region.structureId,
        ...questionOf(region, input, setting),
        doseFromGyPerGBq: input.meanGyPerGBq.get(region.structureId) ?? [],
      })),
    ),
  };
}

/** The budget when regions are fitted anew and the decays of each are multiplied by its weight. */
export function budgetUnder(
  { assumptions, regions }: PlanBudget,
  fitted: readonly RegionResult[],
  weights: readonly number[],
): PlanBudget {
  const again = regions.map(({ structureId, question, notes, doseFromGyPerGBq }, r) => {
    const fit = fitError(fitted[r]!);
    return {
      structureId,
      question: { ...question, fit: fit ?? 0 },
      notes: [...fitNotes(fit), ...notes.filter((note) => note !== NO_FIT_ERROR)],
      doseFromGyPerGBq: doseFromGyPerGBq.map((dose, s) => weights[s]! * dose),
    };
  });
  return { assumptions, regions: summedUp(again) };
}

/** The budget when the same decays give other mean doses. */
export const budgetOfDoses = (
  { assumptions, regions }: PlanBudget,
  meanGyPerGBq: BudgetInput["meanGyPerGBq"],
): PlanBudget => ({
  assumptions,
  regions: summedUp(
    regions.map(({ structureId, question, notes }) => ({
      structureId,
      question,
      notes,
      doseFromGyPerGBq: meanGyPerGBq.get(structureId) ?? [],
    })),
  ),
});

type Asked = Omit<RegionBudget, "tia" | "meanDose">;

const summedUp = (asked: readonly Asked[]): RegionBudget[] =>
  asked.map((region, r) => ({
    ...region,
    tia: uncertaintyBudget(region.question),
    meanDose:
      region.doseFromGyPerGBq.length === 0
        ? undefined
        : doseBudget(
            asked.map(({ question }) => question),
            region.doseFromGyPerGBq,
            r,
          ),
  }));

/**
 * The mean dose D = Σ_s D_s of the region `own`: calibration is common to all sources, every other error belongs to one. Its own mass grows as its volume,
 * so that its self-dose goes as activity per volume.
 */
export function doseBudget(
  questions: readonly BudgetQuestion[],
  doses: readonly number[],
  own: number,
): UncertaintyBudget {
  const total = doses.reduce((sum, dose) => sum + dose, 0);
  const through = (error: (q: BudgetQuestion, s: number) => number) =>
    total > 0 ? Math.hypot(...questions.map((q, s) => (doses[s]! / total) * error(q, s))) : 0;
  return uncertaintyBudget({
    calibration: questions[own]!.calibration,
    recoveryCurve: through((q) => q.recoveryCurve),
    volume: through((q, s) => (q.activityPerVolume - (s === own ? 1 : 0)) * q.volume),
    activityPerVolume: 1,
    fit: through((q) => q.fit),
    registration: through((q) => q.registration),
  });
}

interface Setting {
  readonly calibration: number;
  /** Of the emission images. */
  readonly fwhmMm: number;
  readonly contourFwhmMm: number;
  readonly shiftMm: number;
  readonly assumptions: readonly string[];
}

function settingOf({ study, prescription, alignments, correction }: BudgetInput): Setting {
  const { camera, timePoints, reference } = study;
  const stated = prescription.calibrationUncertaintyPercent;
  const ofCamera = camera?.factor.relativeUncertainty;
  const calibration = stated === undefined ? (ofCamera ?? USUAL_CALIBRATION) : stated / 100;
  const known = resolutionOf(prescription.partialVolumeFwhmMm, camera);
  const fwhmMm = known ?? USUAL_FWHM_MM;
  const drawnOnCt = (study.onto ?? timePoints[reference]!).anatomy !== undefined;
  const voxelMm = Math.cbrt(voxelVolumeMm3(timePoints[reference]!.activity.grid));
  const moved = alignments.filter(({ by }) => by !== "reference");
  const unseen = moved.some(({ by }) => by === "headers");
  const shiftMm = moved.length === 0 ? 0 : unseen ? voxelMm : voxelMm / 2;
  const percent = (share: number) => `${Number((100 * share).toPrecision(2))} %`;
  return {
    calibration,
    fwhmMm,
    contourFwhmMm: drawnOnCt ? CT_FWHM_MM : fwhmMm,
    shiftMm,
    assumptions: [
      `Calibration known to ${percent(calibration)}: ${stated !== undefined ? "stated in the case" : ofCamera !== undefined ? "of the camera" : "as usual for SPECT/CT (Tran-Gia et al. 2021)"}.`,
      `Resolution ${fwhmMm.toPrecision(3)} mm${known === undefined ? " (not stated: as usual for SPECT)" : ""}${correction.curve ? "" : `, known to ${percent(RESOLUTION_ERROR)}`}.`,
      drawnOnCt
        ? `Structures taken as drawn on the CT, at ${CT_FWHM_MM} mm; drawn on the emission image their volumes are known less well.`
        : "Structures taken as drawn on the emission image.",
      shiftMm === 0
        ? "One scan: nothing lies beside the activity."
        : `Scans lie on the structures to ${shiftMm.toPrecision(2)} mm an axis (${unseen ? "a voxel: by their headers alone" : "half a voxel"}).`,
    ],
  };
}

function questionOf(
  region: RegionResult,
  { study, correction }: BudgetInput,
  setting: Setting,
): { question: BudgetQuestion; notes: readonly string[] } {
  const { calibration } = setting;
  const fit = fitError(region);
  const notes = fitNotes(fit);
  const shared = { calibration, fit: fit ?? 0 };
  const drawn = study.structures.find(({ id }) => id === region.structureId);
  if (!drawn || !(region.volumeMl > 0)) return { question: { ...shared, ...NOTHING_DRAWN }, notes };
  const corrected = correction.fwhmMm !== undefined;
  const bias = corrected ? 0 : missing(region, setting);
  const uncorrected =
    bias > 0.01
      ? [
          `Partial volume was not corrected: a share of ${(100 * bias).toFixed(0)} % may be missing, and stands as the error of the recovery.`,
        ]
      : [];
  return {
    question: { ...shared, ...blurQuestion(region, drawn, correction, corrected, setting) },
    notes: [...notes, ...uncorrected],
  };
}

const NO_FIT_ERROR =
  "The fit leaves nothing to estimate its error by; the budget holds none for it.";
const fitNotes = (fit: number | undefined) => (fit === undefined ? [NO_FIT_ERROR] : []);

const NOTHING_DRAWN = { recoveryCurve: 0, volume: 0, activityPerVolume: 0, registration: 0 };

/** Everything that hangs on the size of the region and on the blur. */
function blurQuestion(
  { volumeMl: ml }: RegionResult,
  { mask }: Structure,
  { curve }: Correction,
  corrected: boolean,
  { fwhmMm, contourFwhmMm, shiftMm }: Setting,
): Omit<BudgetQuestion, "calibration" | "fit"> {
  const radius = sphereRadiusMm(ml);
  const voxelMm = Math.cbrt(voxelVolumeMm3(mask.grid));
  return {
    volume: volumeUncertainty(ml, voxelMm, contourFwhmMm),
    activityPerVolume: curve
      ? activityPerVolume(curve, ml, fwhmMm)
      : activityPerVolumeOfBlur(radius, fwhmMm, corrected),
    recoveryCurve: curve
      ? recover(curve, { value: 1, volumeMl: ml, geometry: curve.geometry }).relativeUncertainty
      : corrected
        ? ofResolution(radius, fwhmMm)
        : 1 - blurredSphereRecovery(radius, fwhmMm),
    registration: lostByShift(radius, fwhmMm, shiftMm),
  };
}

const missing = ({ volumeMl: ml }: RegionResult, { fwhmMm }: Setting) =>
  1 - blurredSphereRecovery(sphereRadiusMm(ml), fwhmMm);

/** What an error of the resolution makes of the recovery at it. */
const ofResolution = (radiusMm: number, fwhmMm: number) =>
  Math.abs(
    Math.log(
      blurredSphereRecovery(radiusMm, fwhmMm * (1 + RESOLUTION_ERROR)) /
        blurredSphereRecovery(radiusMm, fwhmMm * (1 - RESOLUTION_ERROR)),
    ),
  ) / 2;
