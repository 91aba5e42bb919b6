import { InputError } from "../../inputError";
import type { Line, Nuclide } from "../../physics/nuclide";
import { MBQ_TO_BQ } from "../../physics/units";
import type { Grid } from "../../volume/grid";
import { type Volume, volume } from "../../volume/volume";
import type { Work } from "../../work";
import { factorToScanStart } from "./decay";
import { decayFactorProblem } from "./decayFactor";
import { type DicomItem, parseDicomFile } from "./dicomFile";
import {
  acquisitionTime,
  type DecayCorrection,
  type EmissionAnswers,
  type EmissionFacts,
  emissionFacts,
} from "./emissionFacts";
import { type SlicePlane, slicePlane, splitPhases, stackSlices } from "./geometry";
import { type DicomSource, refuseMixedPatients } from "./header";
import { compressionProblem, storedPixels } from "./pixels";
import { attributeName } from "./tags";
import { secondsBetween } from "./time";
import { decimal, requiredDecimal, requiredText, text } from "./values";

/** One time point of a PET series (or of a SPECT stored as PET): its slices in order, no pixel read yet. */
export interface PtPhase {
  readonly facts: EmissionFacts;
  readonly units: string;
  /** SPECT when the scanner stored a reconstruction of single photons as PET. */
  readonly modality: "SPECT" | "PET";
  readonly grid: Grid;
  readonly slices: readonly PtSlice[];
  /** How the values become Bq/mL, for the report. */
  readonly conversion: string;
}

export interface PtSlice {
  readonly source: DicomSource;
  readonly item: DicomItem;
  readonly plane: SlicePlane;
  /** Stored value → Bq/mL at the start of the scan: value · slope + intercept. Differs from slice to slice. */
  readonly slope: number;
  readonly intercept: number;
}

/**
 * The time points of one PET series, in order of time, from its headers.
 *
 * @throws InputError for units that are no activity (CNTS, PROPCPS …), for geometry that is no regular lattice, and for
 * compressed pixels; unknown times and nuclides are questions of `facts` unless the scale depends on them.
 */
export function ptPhases(
  sources: readonly DicomSource[],
  answers: EmissionAnswers,
): readonly PtPhase[] {
  refuseMixedPatients(sources);
  if (sources[0]) refuseOtherUnits(sources[0].header.item);
  const slices = sources.map((source) => {
    const { item } = source.header;
    const problem = compressionProblem(item);
    if (problem) throw new InputError(problem);
    return { source, item, plane: slicePlane(item) };
  });
  return splitPhases(inOrderOfTime(slices)).map((phase) => ptPhase(phase, answers));
}

/** The activity in Bq/mL at the start of the scan. */
export async function readPtPhase(phase: PtPhase, work: Work): Promise<Volume<"activityBqPerMl">> {
  const activity = volume("activityBqPerMl", phase.grid);
  const perSlice = phase.grid.size[0] * phase.grid.size[1];
  for (const [k, slice] of phase.slices.entries()) {
    work.signal.throwIfAborted();
    work.report("Reading slices", k / phase.slices.length);
    const { file } = slice.item;
    const { values } = storedPixels(parseDicomFile(await slice.source.read(), file));
    if (values.length !== perSlice)
      throw new InputError(`${file}: ${values.length} pixels; expected one frame of ${perSlice}`);
    const target = activity.values.subarray(k * perSlice, (k + 1) * perSlice);
    for (let i = 0; i < perSlice; i++) target[i] = values[i]! * slice.slope + slice.intercept;
  }
  return activity;
}

type UnscaledSlice = Pick<PtSlice, "source" | "item" | "plane">;

function ptPhase(unordered: readonly UnscaledSlice[], answers: EmissionAnswers): PtPhase {
  const { grid, slices } = stackSlices(unordered);
  const headers = slices.map(({ item }) => item);
  const first = headers[0]!;
  const units = requiredText(first, "Units");
  const correction = requiredText(first, "DecayCorrection");
  for (const item of headers) {
    refuseChange(first, item, "Units");
    refuseChange(first, item, "DecayCorrection");
  }
  const stated = emissionFacts(headers, "Bq", decayCorrectionOf(first, correction), answers);
  const problem =
    answers.decayCorrection === undefined ? factorProblem(headers, stated) : undefined;
  const facts = problem ? { ...stated, problems: [...stated.problems, problem] } : stated;
  const { bqPerMlPerUnit, formula } = unitScale(first, units, facts);
  const scaledSlices = slices.map((slice) => {
    const { item } = slice;
    const toScanStart = formulaIsDecayed(units)
      ? 1
      : factorToScanStart(facts, frameOf(item), item.file);
    const scale = bqPerMlPerUnit * toScanStart;
    const slope = requiredDecimal(item, "RescaleSlope");
    if (slope === 0) throw new InputError(`${item.file}: ${attributeName("RescaleSlope")} is 0`);
    return {
      ...slice,
      slope: slope * scale,
      intercept: (decimal(item, "RescaleIntercept") ?? 0) * scale,
    };
  });
  return {
    facts,
    units,
    modality: modalityOf(first, facts.nuclide),
    grid,
    slices: scaledSlices,
    conversion: formula,
  };
}

/** Before anything else: no conversion of the file makes an activity of these. */
function refuseOtherUnits(item: DicomItem): void {
  const units = requiredText(item, "Units");
  if (units !== "BQML" && units !== "GML")
    throw new InputError(
      `${item.file}: ${attributeName("Units")} is ${units}, which is no activity; expected BQML (Bq/mL): export the series as Bq/mL from the scanner`,
    );
}

/** Of the slice acquired last, whose factor differs most from 1. */
function factorProblem(headers: readonly DicomItem[], facts: EmissionFacts): string | undefined {
  const found = headers.flatMap((item) => {
    const frame = frameOf(item);
    const problem = decayFactorProblem(facts, frame, decimal(item, "DecayFactor"), item.file);
    return problem && frame.startedAt ? [{ problem, startedAt: frame.startedAt }] : [];
  });
  const last = found.reduce<(typeof found)[number] | undefined>(
    (latest, here) =>
      latest && secondsBetween(latest.startedAt, here.startedAt) <= 0 ? latest : here,
    undefined,
  );
  return last?.problem;
}

const frameOf = (item: DicomItem) => {
  const milliseconds = decimal(item, "ActualFrameDuration");
  return {
    startedAt: acquisitionTime(item),
    durationS: milliseconds === undefined ? undefined : milliseconds / 1000,
  };
};

/** SUV states activity against the dose decayed to the scan, so no decay correction is left in it. */
const formulaIsDecayed = (units: string) => units === "GML";

function unitScale(
  first: DicomItem,
  units: string,
  facts: EmissionFacts,
): { bqPerMlPerUnit: number; formula: string } {
  if (units === "BQML") return { bqPerMlPerUnit: 1, formula: "values are Bq/mL" };
  const type = text(first, "SUVType") ?? "BW";
  const weightKg = decimal(first, "PatientWeight");
  const { administeredMBq, administeredAt, scanAt, halfLifeS } = facts;
  if (type !== "BW" || facts.decayCorrection === "NONE")
    throw new InputError(
      `${first.file}: SUV of type ${type} with decay correction ${facts.decayCorrection} cannot be turned into Bq/mL; expected body weight (BW), START or ADMIN`,
    );
  if (!weightKg || !administeredMBq || !administeredAt || !scanAt || !halfLifeS)
    throw new InputError(
      `${first.file}: values are SUV; Bq/mL need PatientWeight, the administered activity, its date and time, and the half-life of the nuclide`,
    );
  const elapsedS = secondsBetween(administeredAt, scanAt);
  if (elapsedS < 0)
    throw new InputError(`${first.file}: the scan starts before the administration`);
  const bqPerMl = (administeredMBq * MBQ_TO_BQ * 2 ** (-elapsedS / halfLifeS)) / (weightKg * 1000);
  return {
    bqPerMlPerUnit: bqPerMl,
    formula: `Bq/mL = SUV × ${administeredMBq} MBq × 2^(−${elapsedS.toFixed(0)} s / ${halfLifeS.toFixed(0)} s) / ${weightKg} kg`,
  };
}

function decayCorrectionOf(first: DicomItem, value: string): DecayCorrection {
  if (value === "NONE" || value === "START" || value === "ADMIN") return value;
  throw new InputError(
    `${first.file}: ${attributeName("DecayCorrection")} expects NONE, START or ADMIN, got "${value}"`,
  );
}

function refuseChange(
  first: DicomItem,
  item: DicomItem,
  keyword: "Units" | "DecayCorrection",
): void {
  if (text(first, keyword) !== text(item, keyword))
    throw new InputError(
      `${item.file}: ${attributeName(keyword)} is ${text(item, keyword)}, but ${text(first, keyword)} in ${first.file} of the same series`,
    );
}

/** Some SPECT scanners store their quantitative reconstructions as PET: told by the series' name, or by a nuclide that emits gammas and no positrons. */
function modalityOf(first: DicomItem, nuclide: Nuclide | undefined): "SPECT" | "PET" {
  if (/spect/i.test(text(first, "SeriesDescription") ?? "")) return "SPECT";
  const emits = (origin: Line["origin"]) =>
    nuclide?.photons.some((line) => line.origin === origin) ?? false;
  return emits("gamma") && !emits("annihilation") ? "SPECT" : "PET";
}

/** So that the n-th slice at a position belongs to the n-th time point. Slices without a time keep their place. */
function inOrderOfTime(slices: readonly UnscaledSlice[]): readonly UnscaledSlice[] {
  const started = new Map(slices.map((slice) => [slice, acquisitionTime(slice.item)?.localS ?? 0]));
  return slices.toSorted((a, b) => started.get(a)! - started.get(b)!);
}
