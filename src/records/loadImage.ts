import { ctPhases, readCtPhase } from "../formats/dicom/ctSeries";
import { parseDicomHeader } from "../formats/dicom/dicomFile";
import {
  type EmissionAnswers,
  type EmissionFacts,
  hoursAfterAdministration,
} from "../formats/dicom/emissionFacts";
import { type DicomSource, dicomHeader, objectName } from "../formats/dicom/header";
import { nmTomography, readNmTomography } from "../formats/dicom/nmSeries";
import { ptPhases, readPtPhase } from "../formats/dicom/ptSeries";
import { momentFromIso } from "../formats/dicom/time";
import { readNifti } from "../formats/nifti/read";
import { InputError } from "../inputError";
import { nuclide } from "../physics/nuclides";
import { HOUR_S } from "../physics/units";
import type { CameraSetting } from "../quantification/camera";
import { type Volume, volume } from "../volume/volume";
import type { Work } from "../work";
import { calibrated, calibratedSeries } from "./calibratedCounts";
import type { Case, CaseDicomSeries, CaseScan } from "./caseSchema";
import { checkHounsfield } from "./checkAnatomy";

/** Reads one file of a case by its path there. Throws `InputError` when it is not there. */
export type ReadFile = (path: string) => Promise<Uint8Array>;

/** A volume of a case with what its files say beside the numbers. */
export interface LoadedImage<Q extends "hounsfield" | "activityBqPerMl"> {
  readonly volume: Volume<Q>;
  /** Of the scan, from the administration; undefined when the files do not say. */
  readonly hoursInFile: number | undefined;
  readonly frameOfReferenceUid: string | undefined;
  /** Sentences that belong beside every number drawn from it. */
  readonly notes: readonly string[];
}

const BQ_PER_ML = { "Bq/mL": 1, "kBq/mL": 1e3, "MBq/mL": 1e6 } as const;

/** The activity of a scan in Bq/mL at the time of the scan; values in counts by the factor of `camera`. */
export async function loadEmission(
  { image, nuclide: name }: Pick<CaseScan, "image" | "nuclide">,
  hours: number | undefined,
  administration: Case["administration"],
  readFile: ReadFile,
  work: Work,
  camera?: CameraSetting,
): Promise<LoadedImage<"activityBqPerMl">> {
  if ("dicom" in image) {
    const { acquisition } = image;
    const loaded = await loadDicomEmission(
      image,
      answersOf(
        acquisition || image.relative ? { ...image, bqPerMlPerUnit: 1 } : image,
        name,
        administration,
      ),
      readFile,
      work,
    );
    return acquisition ? calibratedSeries(loaded, acquisition, camera, image.dicom[0]!) : loaded;
  }
  const { grid, values, notes } = readNifti(await readFile(image.nifti), image.nifti);
  if (image.unit === "relative")
    return {
      volume: volume("activityBqPerMl", grid, values),
      hoursInFile: undefined,
      frameOfReferenceUid: undefined,
      notes,
    };
  if (image.unit === "counts") {
    const counts = volume("counts", grid, values);
    return {
      ...calibrated(counts, image.acquisition, camera, nuclide(name), image.nifti),
      hoursInFile: undefined,
      frameOfReferenceUid: undefined,
    };
  }
  const toScan =
    image.decayCorrectedTo === "scan" ? 1 : 2 ** (-(hours! * HOUR_S) / nuclide(name).halfLifeS);
  const scale = BQ_PER_ML[image.unit] * toScan;
  if (scale !== 1) for (let i = 0; i < values.length; i++) values[i]! *= scale;
  return {
    volume: volume("activityBqPerMl", grid, values),
    hoursInFile: undefined,
    frameOfReferenceUid: undefined,
    notes,
  };
}

/** A CT in Hounsfield units. */
export async function loadAnatomy(
  anatomy: NonNullable<CaseScan["anatomy"]>,
  readFile: ReadFile,
  work: Work,
): Promise<LoadedImage<"hounsfield">> {
  if ("dicom" in anatomy) {
    const sources = await seriesSources(anatomy, readFile, work);
    const phase = onlyOne(ctPhases(sources.filter(isOfKind("CT"))), anatomy, "CT volumes");
    return {
      volume: await readCtPhase(phase, work),
      hoursInFile: undefined,
      frameOfReferenceUid: sources[0]!.header.frameOfReferenceUid,
      notes: [],
    };
  }
  const { grid, values, notes } = readNifti(await readFile(anatomy.nifti), anatomy.nifti);
  const ct = volume("hounsfield", grid, values);
  checkHounsfield(ct, anatomy.nifti);
  return { volume: ct, hoursInFile: undefined, frameOfReferenceUid: undefined, notes };
}

type EmissionSeries = Extract<CaseScan["image"], { dicom: unknown }>;

async function loadDicomEmission(
  series: EmissionSeries,
  answers: EmissionAnswers,
  readFile: ReadFile,
  work: Work,
): Promise<LoadedImage<"activityBqPerMl">> {
  const sources = await seriesSources(series, readFile, work);
  const { header } = sources[0]!;
  const { facts, activity } = await readEmission(sources, series, answers, work);
  const places = facts.questions.filter(({ about }) => about === "position");
  return {
    volume: activity,
    hoursInFile: hoursAfterAdministration(facts),
    frameOfReferenceUid: header.frameOfReferenceUid,
    notes: [...facts.problems, ...places.map(({ question }) => question)],
  };
}

async function readEmission(
  sources: readonly DicomSource[],
  series: EmissionSeries,
  answers: EmissionAnswers,
  work: Work,
): Promise<{ facts: EmissionFacts; activity: Volume<"activityBqPerMl"> }> {
  const { header } = sources[0]!;
  if (series.acquisition && header.kind !== "NM")
    throw new InputError(
      `${header.file}: acquisition says that the values are counts; expected a SPECT series (NM)`,
    );
  if (header.kind === "PT") {
    const phase = onlyOne(ptPhases(sources, answers), series, "time points");
    return { facts: phase.facts, activity: await readPtPhase(phase, work) };
  }
  if (header.kind === "NM") {
    const tomography = nmTomography(onlyOne(sources, series, "NM files"), answers);
    return { facts: tomography.facts, activity: await readNmTomography(tomography, work) };
  }
  throw new InputError(
    `${header.file}: ${header.kind === "other" ? objectName(header) : header.kind}; expected a PET or SPECT series`,
  );
}

const answersOf = (
  { decayCorrection, bqPerMlPerUnit }: EmissionSeries,
  name: string,
  { activityMBq, at }: Case["administration"],
): EmissionAnswers => ({
  nuclide: name,
  administeredMBq: activityMBq,
  ...(at === undefined ? {} : { administeredAt: momentFromIso(at, "administration.at") }),
  ...(decayCorrection === undefined ? {} : { decayCorrection }),
  ...(bqPerMlPerUnit === undefined ? {} : { bqPerMlPerUnit }),
});

/** The files of the named series among those of the case, headers only: a CT would not fit twice in memory. */
async function seriesSources(
  { dicom, seriesUid }: CaseDicomSeries,
  readFile: ReadFile,
  work: Work,
): Promise<DicomSource[]> {
  const sources: DicomSource[] = [];
  for (const [i, path] of dicom.entries()) {
    work.signal.throwIfAborted();
    work.report(`Reading ${path}`, i / dicom.length);
    const bytes = await readFile(path);
    const item =
      parseDicomHeader(bytes.slice(0, HEAD_BYTES), path) ?? parseDicomHeader(bytes, path);
    if (!item) throw new InputError(`${path}: not a whole DICOM file`);
    const header = dicomHeader(item);
    if (header.seriesUid === seriesUid) sources.push({ header, read: () => readFile(path) });
  }
  if (sources.length === 0)
    throw new InputError(
      `${dicom[0]}: none of ${dicom.length} files is of the series ${seriesUid}`,
    );
  return sources;
}

const HEAD_BYTES = 1 << 16;

const isOfKind =
  (kind: "CT") =>
  ({ header }: DicomSource) =>
    header.kind === kind;

function onlyOne<T>(found: readonly T[], { dicom, seriesUid }: CaseDicomSeries, what: string): T {
  if (found.length === 1) return found[0]!;
  throw new InputError(
    `${dicom[0]}: the series ${seriesUid} holds ${found.length} ${what}; expected one`,
  );
}
