import * as v from "valibot";
import {
  BLOOD_UNITS,
  BODY_UNITS,
  DECAY_STATES,
  MARROW_BY,
  MARROW_CARRIERS,
  UPTAKE_UNITS,
} from "../planning/patientData";
import { releaseSchema } from "./releaseSchema";
import { MODELS, positive } from "./schemaParts";

const atLeastZero = (meaning: string) =>
  v.pipe(v.number(), v.finite(), v.minValue(0), v.description(meaning));

const errorPercent = (meaning: string) =>
  v.pipe(
    v.number(),
    v.finite(),
    v.minValue(0),
    v.maxValue(100),
    v.description(
      `One standard deviation, %. ${meaning} Without it: the usual one, as the Patient page shows it; 0: known exactly.`,
    ),
  );

/** What is stated once for all readings of a series. */
const stated = {
  decayCorrectedTo: v.pipe(
    v.picklist(DECAY_STATES),
    v.description(
      "measurement: each reading holds for its own time. administration: decay has been taken out.",
    ),
  ),
  kBqPerMlPerCountS: v.exactOptional(
    positive("Of blood samples in counts/s: what one count/s stands for, kBq/mL of blood."),
  ),
  model: v.exactOptional(v.picklist(MODELS)),
};
const reading = v.strictObject({
  timeH: atLeastZero("Hours after the administration."),
  value: positive("In the unit of the series."),
});

/** Readings in the object itself, of a stated unit. */
const inline = <const U extends readonly string[]>(units: U) => ({
  unit: v.picklist(units),
  readings: v.pipe(v.array(reading), v.minLength(2)),
});
const inFile = {
  csv: v.pipe(
    v.string(),
    v.nonEmpty(),
    v.description("A table with time_h, value and unit, relative to the case file."),
  ),
};
const tracer = {
  nuclide: v.exactOptional(
    v.pipe(v.string(), v.nonEmpty(), v.description("Of a tracer study; else that of the case.")),
  ),
  administeredMBq: v.exactOptional(
    positive("Before these readings; else what was administered before the scans."),
  ),
};
const caseSeries = <const U extends readonly string[]>(units: U) =>
  v.union([
    v.strictObject({ ...inline(units), ...stated, ...tracer }),
    v.strictObject({ ...inFile, ...stated, ...tracer }),
  ]);
const wholeSeries = <const U extends readonly string[]>(units: U) =>
  v.strictObject({
    ...inline(units),
    ...stated,
    nuclide: v.pipe(v.string(), v.nonEmpty()),
    administeredMBq: positive("Before these readings."),
  });

const body = {
  weightKg: v.exactOptional(positive("Body weight.")),
  heightCm: v.exactOptional(positive("Body height.")),
  sex: v.exactOptional(v.picklist(["female", "male"])),
  ageY: v.exactOptional(atLeastZero("Age in years.")),
  haematocrit: v.exactOptional(
    v.pipe(
      v.number(),
      v.minValue(0.1),
      v.maxValue(0.7),
      v.description("Share of cells in blood, 0.1 to 0.7; no percentage."),
    ),
  ),
  bloodVolumeMl: v.exactOptional(positive("As measured; without it by Nadler's formula.")),
  creatinineMgPerDl: v.exactOptional(positive("In serum.")),
  albuminGPerL: v.exactOptional(positive("In serum.")),
  marrowBy: v.exactOptional(
    v.pipe(
      v.picklist(MARROW_BY),
      v.description(
        "Which red marrow limits are held against. Without it: both, where both are known.",
      ),
    ),
  ),
  marrowCarrier: v.exactOptional(
    v.pipe(
      v.picklist(MARROW_CARRIERS),
      v.description(
        "plasma: concentration in marrow is 0.19/(1 − haematocrit) of that in blood; peptide: the same.",
      ),
    ),
  ),
  release: v.exactOptional(releaseSchema),
  errors: v.exactOptional(
    v.strictObject({
      bloodCalibrationPercent: v.exactOptional(
        errorPercent("Of the calibration of blood samples, one for all of them."),
      ),
      weightPercent: v.exactOptional(errorPercent("Of the body weight.")),
      haematocritPercent: v.exactOptional(
        errorPercent("Of the haematocrit itself: 5 % of 0.40 are 0.02."),
      ),
      marrowRatioPercent: v.exactOptional(
        errorPercent("Of the concentration in marrow over that in blood."),
      ),
      source: v.exactOptional(
        v.pipe(v.string(), v.nonEmpty(), v.description("Where they were read or measured.")),
      ),
    }),
  ),
};

/** What limits depend on. */
export const factorsSchema = v.strictObject({
  bilirubinMgPerDl: v.exactOptional(atLeastZero("In serum.")),
  kidneyRiskFactors: v.exactOptional(atLeastZero("Number of them; 0: none.")),
  plateletsGPerL: v.exactOptional(atLeastZero("In blood.")),
  diffuseLungMetastases: v.exactOptional(atLeastZero("1: yes; 0: no.")),
});

/** `measurements` of a case file: readings may lie in files beside it. */
export const measurementsSchema = v.strictObject({
  ...body,
  factors: v.exactOptional(factorsSchema),
  blood: v.exactOptional(caseSeries(BLOOD_UNITS)),
  wholeBody: v.exactOptional(caseSeries(BODY_UNITS)),
  thyroidUptake: v.exactOptional(caseSeries(UPTAKE_UNITS)),
});

/** The same whole: of a plan or a scenario. */
export const patientDataSchema = v.strictObject({
  ...body,
  blood: v.exactOptional(wholeSeries(BLOOD_UNITS)),
  wholeBody: v.exactOptional(wholeSeries(BODY_UNITS)),
  thyroidUptake: v.exactOptional(wholeSeries(UPTAKE_UNITS)),
});

export type Measurements = v.InferOutput<typeof measurementsSchema>;
