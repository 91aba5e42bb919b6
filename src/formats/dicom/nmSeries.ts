import { InputError } from "../../inputError";
import type { Grid, Triple } from "../../volume/grid";
import { type Volume, volume } from "../../volume/volume";
import type { Work } from "../../work";
import { factorToScanStart } from "./decay";
import { type DicomItem, parseDicomFile } from "./dicomFile";
import {
  acquisitionTime,
  type EmissionAnswers,
  type EmissionFacts,
  emissionFacts,
  type OpenQuestion,
} from "./emissionFacts";
import { cross, orientation, plus, scaled } from "./geometry";
import type { DicomSource } from "./header";
import { compressionProblem, pixelFormat, storedPixels } from "./pixels";
import { attributeName } from "./tags";
import { decimal, decimals, double, items, requiredDecimals, shorts, text, texts } from "./values";

/** One reconstructed SPECT volume, no pixel read yet. */
export interface NmTomography {
  readonly facts: EmissionFacts;
  readonly source: DicomSource;
  readonly grid: Grid;
  /** Plane of the grid that each frame of the file fills. */
  readonly planeOfFrame: readonly number[];
  /** Where the file says that a stored unit is Bq/mL, or the user's factor; undefined: uncalibrated. */
  readonly scale: ActivityScale | undefined;
}

/** Bq/mL = stored · slope + intercept, before any decay correction is undone. */
export interface ActivityScale {
  readonly slope: number;
  readonly intercept: number;
  readonly source: string;
}

/** UCUM codes of activity per volume, as Bq/mL. */
const BQ_PER_ML: Readonly<Record<string, number>> = {
  "bq/ml": 1,
  "kbq/ml": 1e3,
  "mbq/ml": 1e6,
  "bq/cm3": 1,
  "kbq/cm3": 1e3,
};

/**
 * A reconstructed tomography from its header. Geometry lies in the detector item; the sign of SpacingBetweenSlices
 * says whether frames go along row × column or against it.
 *
 * @throws InputError for projections, planar and gated images, and for a file without orientation or spacing.
 */
export function nmTomography(source: DicomSource, answers: EmissionAnswers): NmTomography {
  const { item } = source.header;
  const type = texts(item, "ImageType");
  if (type[2] !== "RECON TOMO" || type[3] === "TRANSMISSION")
    throw new InputError(
      `${item.file}: ${attributeName("ImageType")} is ${type.join("\\") || "absent"}: no reconstructed emission volume (projections and planar images hold no activity per volume)`,
    );
  const compressed = compressionProblem(item);
  if (compressed) throw new InputError(compressed);
  const scale = activityScale(item, answers);
  const { grid, planeOfFrame, problems, questions } = lattice(item);
  const facts = emissionFacts([item], "MBq", statedCorrection(item), answers);
  if (facts.decayCorrection === "NONE" && durationS(item) === undefined)
    problems.push(
      `${item.file}: the duration of the acquisition is not stated; the decay during it is neglected.`,
    );
  const calibration: OpenQuestion[] = scale
    ? []
    : [
        {
          about: "calibration",
          question: `${item.file}: no unit of Bq/mL in the file; the scan needs a calibration factor (Bq/mL of one stored unit).`,
        },
      ];
  return {
    facts: {
      ...facts,
      problems: [...facts.problems, ...problems],
      questions: [...calibration, ...questions, ...facts.questions],
    },
    source,
    grid,
    planeOfFrame,
    scale,
  };
}

/** The activity in Bq/mL at the start of the scan. @throws InputError while the scan is uncalibrated. */
export async function readNmTomography(
  { facts, source, grid, planeOfFrame, scale }: NmTomography,
  work: Work,
): Promise<Volume<"activityBqPerMl">> {
  const { file } = source.header;
  if (!scale)
    throw new InputError(`${file}: needs a calibration factor (Bq/mL of one stored unit)`);
  work.signal.throwIfAborted();
  work.report("Reading the tomography", 0);
  const item = parseDicomFile(await source.read(), file);
  const frame = { startedAt: acquisitionTime(item), durationS: durationS(item) ?? 0 };
  const toScanStart = factorToScanStart(facts, frame, file);
  const { values } = storedPixels(item);
  const activity = volume("activityBqPerMl", grid);
  const perPlane = grid.size[0] * grid.size[1];
  if (values.length !== activity.values.length)
    throw new InputError(
      `${file}: ${values.length} pixels; the header announced ${activity.values.length}`,
    );
  planeOfFrame.forEach((plane, frame) => {
    const target = activity.values.subarray(plane * perPlane, (plane + 1) * perPlane);
    for (let i = 0; i < perPlane; i++)
      target[i] = (values[frame * perPlane + i]! * scale.slope + scale.intercept) * toScanStart;
  });
  return activity;
}

/** In order of trust: the user's factor, a real-world mapping in a unit of activity, a rescale slope that says BQML. */
function activityScale(item: DicomItem, answers: EmissionAnswers): ActivityScale | undefined {
  const rescale = {
    slope: decimal(item, "RescaleSlope") ?? 1,
    intercept: decimal(item, "RescaleIntercept") ?? 0,
  };
  const perUnit = answers.bqPerMlPerUnit;
  if (perUnit !== undefined) {
    const { slope, intercept } = rescale;
    return {
      slope: nonZero(item, slope * perUnit, "the calibration factor"),
      intercept: intercept * perUnit,
      source: `calibration factor ${perUnit} Bq/mL`,
    };
  }
  for (const mapping of items(item, "RealWorldValueMappingSequence")) {
    const code = items(mapping, "MeasurementUnitsCodeSequence")[0];
    const unit = (code && text(code, "CodeValue")) ?? "";
    const bqPerMl = BQ_PER_ML[unit.toLowerCase()];
    const slope = double(mapping, "RealWorldValueSlope");
    if (bqPerMl === undefined || slope === undefined) continue;
    return {
      slope: nonZero(item, slope * bqPerMl, attributeName("RealWorldValueSlope")),
      intercept: (double(mapping, "RealWorldValueIntercept") ?? 0) * bqPerMl,
      source: `real-world mapping in ${unit}`,
    };
  }
  const units = text(item, "RescaleType") ?? text(item, "Units");
  if (units !== "BQML") return undefined;
  return {
    slope: nonZero(item, rescale.slope, attributeName("RescaleSlope")),
    intercept: rescale.intercept,
    source: "rescale slope in BQML",
  };
}

function nonZero(item: DicomItem, slope: number, what: string): number {
  if (slope === 0) throw new InputError(`${item.file}: ${what} is 0`);
  return slope;
}

function lattice(item: DicomItem) {
  const problems: string[] = [];
  const questions: OpenQuestion[] = [];
  const { columns, rows, frames } = pixelFormat(item);
  const detector = items(item, "DetectorInformationSequence")[0] ?? item;
  const [row, column] = orientation(detector);
  const [alongColumn, alongRow] = requiredDecimals(item, "PixelSpacing", 2) as [number, number];
  const step = sliceStep(item, problems);
  if (!(alongColumn > 0 && alongRow > 0))
    throw new InputError(
      `${item.file}: ${attributeName("PixelSpacing")} expects two lengths above 0`,
    );
  const normal = cross(row, column);
  const sliceOfFrame = sliceNumbers(item, frames);
  const planeOfFrame = sliceOfFrame.map((slice) => (step > 0 ? slice - 1 : frames - slice));
  const size: Triple = [columns, rows, frames];
  const spacingMm: Triple = [alongRow, alongColumn, Math.abs(step)];
  const first = decimals(detector, "ImagePositionPatient");
  if (first.length !== 3) {
    questions.push({
      about: "position",
      question: `${item.file}: the file does not say where the volume lies; it is centred on 0 and must be aligned with the other images by hand.`,
    });
  }
  const firstSliceMm =
    first.length === 3
      ? (first as unknown as Triple)
      : centred(size, spacingMm, row, column, scaled(normal, Math.sign(step)));
  const originMm =
    step > 0 ? firstSliceMm : plus(firstSliceMm, scaled(normal, step * (frames - 1)));
  const grid: Grid = { size, spacingMm, originMm, axes: [row, column, normal] };
  return { grid, planeOfFrame, problems, questions };
}

/** First voxel of a lattice whose centre lies at the origin. */
function centred(size: Triple, spacingMm: Triple, ...axes: [Triple, Triple, Triple]): Triple {
  return axes.map((axis, c) => scaled(axis, (-spacingMm[c]! * (size[c]! - 1)) / 2)).reduce(plus);
}

/** Signed distance from slice to slice along row × column, mm. */
function sliceStep(item: DicomItem, problems: string[]): number {
  const spacing = decimal(item, "SpacingBetweenSlices");
  const step = spacing ?? decimal(item, "SliceThickness");
  if (step === undefined || step === 0)
    throw new InputError(
      `${item.file}: ${attributeName("SpacingBetweenSlices")} is ${step === 0 ? "0" : "missing"}: the distance of the slices is unknown`,
    );
  if (spacing === undefined)
    problems.push(
      `${item.file}: no SpacingBetweenSlices; the slice thickness of ${step} mm is taken, and head may be foot: check the orientation.`,
    );
  return step;
}

/** Slice number, from 1, of each frame. */
function sliceNumbers(item: DicomItem, frames: number): readonly number[] {
  const vector = shorts(item, "SliceVector");
  const numbers = vector.length === 0 ? Array.from({ length: frames }, (_, i) => i + 1) : vector;
  const isPermutation =
    numbers.length === frames &&
    new Set(numbers).size === frames &&
    Math.min(...numbers) === 1 &&
    Math.max(...numbers) === frames;
  if (!isPermutation)
    throw new InputError(
      `${item.file}: ${attributeName("SliceVector")} does not name each of ${frames} slices once: gated, dynamic or of several energy windows, not one volume`,
    );
  return numbers;
}

/** NM has no DecayCorrection: a list of corrections without decay says NONE, anything else must be asked. */
function statedCorrection(item: DicomItem): "NONE" | undefined {
  const corrections = texts(item, "CorrectedImage");
  return corrections.length > 0 && !corrections.includes("DECY") ? "NONE" : undefined;
}

/** The whole acquisition: duration of one view times the views. */
function durationS(item: DicomItem): number | undefined {
  const rotation = items(item, "RotationInformationSequence")[0];
  const milliseconds = rotation && decimal(rotation, "ActualFrameDuration");
  const views = (rotation && shorts(rotation, "NumberOfFramesInRotation")[0]) ?? 1;
  return milliseconds === undefined ? undefined : (milliseconds * views) / 1000;
}
