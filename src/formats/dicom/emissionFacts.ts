import { InputError } from "../../inputError";
import type { Nuclide } from "../../physics/nuclide";
import { nuclide as nuclideByName } from "../../physics/nuclides";
import { HOUR_S, MBQ_TO_BQ } from "../../physics/units";
import type { DicomItem } from "./dicomFile";
import { dateAndTime, dateTime, isoOf, type Moment, secondsBetween } from "./time";
import { decimal, items, text } from "./values";

/** To which moment the values of a scan are corrected for decay; NONE: they are means over the acquisition. */
export type DecayCorrection = "NONE" | "START" | "ADMIN";

/** What the user knows and the files do not say. It goes before what the files say. */
export interface EmissionAnswers {
  readonly nuclide?: string;
  readonly administeredAt?: Moment;
  readonly administeredMBq?: number;
  readonly decayCorrection?: DecayCorrection;
  /** Bq/mL of one unit of the stored values, after their slope. */
  readonly bqPerMlPerUnit?: number;
}

/** Something only the user can say. */
export interface OpenQuestion {
  readonly about:
    | "nuclide"
    | "administeredAt"
    | "administeredMBq"
    | "decayCorrection"
    | "calibration"
    | "position";
  readonly question: string;
}

/** What a scan says of the activity it shows, before any pixel is read. */
export interface EmissionFacts {
  readonly nuclide: Nuclide | undefined;
  readonly administeredMBq: number | undefined;
  readonly administeredAt: Moment | undefined;
  /** The moment the activity is stated for once its decay correction is undone: the start of the scan. */
  readonly scanAt: Moment | undefined;
  readonly decayCorrection: DecayCorrection | undefined;
  /** Half-life the scanner worked with, s: that of the file when it agrees with the nuclide. */
  readonly halfLifeS: number | undefined;
  /** Findings the user should know, as sentences. */
  readonly problems: readonly string[];
  readonly questions: readonly OpenQuestion[];
}

const HALF_LIFE_TOLERANCE = 0.02; // evaluations differ by less than 1 %; another nuclide by far more

/** The facts of one series from the headers of its files; `total` says how the modality states activity. */
export function emissionFacts(
  headers: readonly DicomItem[],
  unitOfTotalDose: "Bq" | "MBq",
  statedCorrection: DecayCorrection | undefined,
  answers: EmissionAnswers,
): EmissionFacts {
  const first = headers[0]!;
  const drug = items(first, "RadiopharmaceuticalInformationSequence")[0];
  const problems: string[] = [];
  const questions: OpenQuestion[] = [];
  const nuclide = nuclideOf(first, drug, answers, problems, questions);
  const scanAt = scanStart(headers, problems);
  const administeredAt = answers.administeredAt ?? administrationTime(first, drug, questions);
  if (scanAt && administeredAt && secondsBetween(administeredAt, scanAt) < 0)
    problems.push(
      `${first.file}: the scan (${isoOf(scanAt)}) starts before the administration (${isoOf(administeredAt)}).`,
    );
  const decayCorrection = answers.decayCorrection ?? statedCorrection;
  if (decayCorrection === undefined)
    questions.push({
      about: "decayCorrection",
      question: `${first.file}: to which moment are the values corrected for decay: NONE, START of the scan, or ADMINistration?`,
    });
  return {
    nuclide,
    administeredMBq:
      answers.administeredMBq ?? administeredMBq(first, drug, unitOfTotalDose, questions),
    administeredAt,
    scanAt,
    decayCorrection,
    halfLifeS: halfLife(first, drug, nuclide, problems),
    problems,
    questions,
  };
}

/** Hours from the administration to the scan; undefined when either moment is unknown or they contradict. */
export function hoursAfterAdministration({
  administeredAt,
  scanAt,
}: EmissionFacts): number | undefined {
  if (!administeredAt || !scanAt) return undefined;
  const seconds = secondsBetween(administeredAt, scanAt);
  return seconds < 0 ? undefined : seconds / HOUR_S;
}

/** Coded names before free text. */
function nuclideOf(
  first: DicomItem,
  drug: DicomItem | undefined,
  answers: EmissionAnswers,
  problems: string[],
  questions: OpenQuestion[],
): Nuclide | undefined {
  if (answers.nuclide !== undefined) return nuclideByName(answers.nuclide);
  const code = drug && items(drug, "RadionuclideCodeSequence")[0];
  const names = [code && text(code, "CodeMeaning"), drug && text(drug, "Radiopharmaceutical")];
  const given = names.filter((name) => name !== undefined);
  for (const name of given) {
    const known = knownNuclide(name);
    if (known) return known;
  }
  if (given.length > 0)
    problems.push(`${first.file}: the program has no decay facts of "${given.join('", "')}".`);
  questions.push({ about: "nuclide", question: `${first.file}: which nuclide was administered?` });
  return undefined;
}

/** The nuclide a free text names: the text itself or the first word in it that is one ("Lu-177 DOTATATE"). */
function knownNuclide(name: string): Nuclide | undefined {
  for (const candidate of [name, ...(name.match(/[A-Za-z]+-?\d+m?|\d+m?-?[A-Za-z]+/g) ?? [])]) {
    try {
      return nuclideByName(candidate);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
    }
  }
  return undefined;
}

function halfLife(
  first: DicomItem,
  drug: DicomItem | undefined,
  nuclide: Nuclide | undefined,
  problems: string[],
): number | undefined {
  const stated = drug && decimal(drug, "RadionuclideHalfLife");
  if (!nuclide || stated === undefined) return nuclide?.halfLifeS;
  if (Math.abs(stated / nuclide.halfLifeS - 1) <= HALF_LIFE_TOLERANCE) return stated;
  problems.push(
    `${first.file}: the half-life in the file is ${stated} s, that of ${nuclide.name} is ${nuclide.halfLifeS.toPrecision(6)} s.`,
  );
  return undefined;
}

/** A start time alone leaves the day open; days pass between the scans of a therapy. */
function administrationTime(
  first: DicomItem,
  drug: DicomItem | undefined,
  questions: OpenQuestion[],
): Moment | undefined {
  const at = drug && dateTime(drug, "RadiopharmaceuticalStartDateTime");
  if (at) return at.offsetMinutes === undefined ? { ...at, offsetMinutes: offsetOf(first) } : at;
  const time = drug && text(drug, "RadiopharmaceuticalStartTime");
  questions.push({
    about: "administeredAt",
    question:
      time === undefined
        ? `${first.file}: when was the activity administered? The file has no date and time.`
        : `${first.file}: on which day was the activity administered? The file has only the time ${time}.`,
  });
  return undefined;
}

const offsetOf = (first: DicomItem): number | undefined =>
  dateAndTime(first, "SeriesDate", "SeriesTime")?.offsetMinutes;

/** Bq in PET and MBq in NM by the standard; a value only plausible in the other unit is asked about. */
function administeredMBq(
  first: DicomItem,
  drug: DicomItem | undefined,
  unit: "Bq" | "MBq",
  questions: OpenQuestion[],
): number | undefined {
  const stated = drug && decimal(drug, "RadionuclideTotalDose");
  const mbq = stated === undefined ? undefined : unit === "Bq" ? stated / MBQ_TO_BQ : stated;
  if (mbq !== undefined && mbq >= 0.1 && mbq <= 1e5) return mbq; // 0.1 MBq to 100 GBq
  questions.push({
    about: "administeredMBq",
    question:
      stated === undefined
        ? `${first.file}: how much activity was administered? The file does not say.`
        : `${first.file}: how much activity was administered? ${stated} ${unit} in the file is implausible.`,
  });
  return undefined;
}

/**
 * The reference time of a series: SeriesDate and SeriesTime, unless post-processing moved them behind the
 * earliest acquisition, which then holds (QIBA FDG-PET/CT profile).
 */
function scanStart(headers: readonly DicomItem[], problems: string[]): Moment | undefined {
  const series = dateAndTime(headers[0]!, "SeriesDate", "SeriesTime");
  const acquired = headers
    .map(acquisitionTime)
    .filter((moment) => moment !== undefined)
    .reduce<Moment | undefined>(
      (earliest, moment) => (earliest && secondsBetween(earliest, moment) >= 0 ? earliest : moment),
      undefined,
    );
  if (!series || !acquired) {
    if (!series && !acquired)
      problems.push(
        `${headers[0]!.file}: neither the series nor its acquisition has a date and time.`,
      );
    return acquired ?? series;
  }
  if (secondsBetween(series, acquired) <= 0) return acquired;
  if (secondsBetween(series, acquired) > 600)
    problems.push(
      `${headers[0]!.file}: the series starts ${(secondsBetween(series, acquired) / 60).toFixed(0)} min before its first acquisition; the start of the series (${isoOf(series)}) is taken.`,
    );
  return series;
}

/** When the acquisition of one file began. */
export const acquisitionTime = (item: DicomItem): Moment | undefined =>
  dateTime(item, "AcquisitionDateTime") ?? dateAndTime(item, "AcquisitionDate", "AcquisitionTime");
