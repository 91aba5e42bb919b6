import { InputError } from "../inputError";
import { nuclide } from "../physics/nuclides";
import type { PatientFactors } from "../planning/limit";
import {
  BLOOD_UNITS,
  BODY_UNITS,
  type PatientData,
  type PatientSeries,
  UPTAKE_UNITS,
} from "../planning/patientData";
import { patientFigures } from "../planning/patientFigures";
import type { Case } from "./caseSchema";
import type { ReadFile } from "./loadImage";
import { readPatientReadings } from "./patientReadings";
import type { Measurements } from "./patientSchema";

/** What a case says of the patient beside images. */
export interface LoadedPatient {
  readonly patient?: PatientData;
  readonly factors?: PatientFactors;
}

type CaseSeries = NonNullable<Measurements["blood" | "wholeBody" | "thyroidUptake"]>;

/**
 * The measurements of a case with the readings of their files; every series is fitted once, so that a bad one is refused here.
 *
 * @throws InputError naming file, line and column, or the field of the case.
 */
export async function loadPatient(data: Case, readFile: ReadFile): Promise<LoadedPatient> {
  const { measurements } = data;
  if (!measurements) return {};
  const { factors, blood, wholeBody, thyroidUptake, ...rest } = measurements;
  const read = <const U extends string>(
    series: CaseSeries | undefined,
    field: string,
    units: readonly U[],
  ) => series && seriesOf(series, field, units, data, readFile);
  const [ofBlood, ofBody, ofThyroid] = [
    await read(blood, "blood", BLOOD_UNITS),
    await read(wholeBody, "wholeBody", BODY_UNITS),
    await read(thyroidUptake, "thyroidUptake", UPTAKE_UNITS),
  ];
  const patient: PatientData = {
    ...rest,
    ...(ofBlood ? { blood: ofBlood } : {}),
    ...(ofBody ? { wholeBody: ofBody } : {}),
    ...(ofThyroid ? { thyroidUptake: ofThyroid } : {}),
  };
  try {
    patientFigures(patient, { nuclide: nuclide(data.administration.nuclide).name, limits: [] });
  } catch (error) {
    if (error instanceof InputError) throw new InputError(`measurements: ${error.message}`);
    throw error;
  }
  return { patient, ...(factors ? { factors } : {}) };
}

async function seriesOf<const U extends string>(
  series: CaseSeries,
  field: string,
  units: readonly U[],
  { administration }: Case,
  readFile: ReadFile,
): Promise<PatientSeries<U>> {
  const common = {
    decayCorrectedTo: series.decayCorrectedTo,
    nuclide: nuclide(series.nuclide ?? administration.nuclide).name,
    administeredMBq: administeredOf(series, field, administration),
    ...(series.kBqPerMlPerCountS === undefined
      ? {}
      : { kBqPerMlPerCountS: series.kBqPerMlPerCountS }),
    ...(series.model === undefined ? {} : { model: series.model }),
  };
  if ("csv" in series) {
    const text = new TextDecoder().decode(await readFile(series.csv));
    return { ...common, ...readPatientReadings(text, series.csv, units) };
  }
  return { ...common, unit: series.unit as U, readings: series.readings };
}

/** Another nuclide was another administration, whose activity must be told. */
function administeredOf(
  series: CaseSeries,
  field: string,
  administration: Case["administration"],
): number {
  if (series.administeredMBq !== undefined) return series.administeredMBq;
  if (series.nuclide !== undefined && series.nuclide !== administration.nuclide)
    throw new InputError(
      `measurements.${field}.administeredMBq: expected the activity of the ${series.nuclide} tracer, received none`,
    );
  return administration.activityMBq;
}
