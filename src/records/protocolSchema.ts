import * as v from "valibot";
import { releaseSchema } from "./releaseSchema";
import { positive, text } from "./schemaParts";

const response = {
  alphaBetaGy: positive("α/β of the tissue, Gy."),
  repairHalfLifeH: positive("Half-life of repair, h."),
  repopulation: v.exactOptional(
    v.pipe(
      v.strictObject({
        lossGyPerDay: positive("K: BED lost a day, Gy."),
        kickOffDays: v.pipe(
          v.number(),
          v.finite(),
          v.minValue(0),
          v.description("Day on which it starts."),
        ),
        treatmentDays: positive("T: days from the first dose to the end of the last cycle."),
      }),
      v.description("Takes K·(T − start) from the BED of the course; nothing where left out."),
    ),
  ),
};
const bed = {
  ...response,
  of: v.pipe(
    v.picklist(["meanDose", "voxels"]),
    v.description("BED of the mean dose, as published limits are meant, or the mean of BED."),
  ),
  alphaInQuadratic: v.exactOptional(v.boolean()),
};

const metric = v.variant("kind", [
  v.strictObject({ kind: v.literal("mean") }),
  v.strictObject({ kind: v.literal("max") }),
  v.strictObject({ kind: v.literal("smoothedMax") }),
  v.strictObject({
    kind: v.literal("doseAtVolumePercent"),
    percent: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
  }),
  v.strictObject({ kind: v.literal("doseAtVolumeMl"), ml: positive("mL") }),
  v.strictObject({ kind: v.literal("volumeAtDosePercent"), doseGy: positive("Gy") }),
  v.strictObject({ kind: v.literal("volumeAtDoseMl"), doseGy: positive("Gy") }),
  v.strictObject({ kind: v.literal("eud"), alphaPerGy: positive("α, 1/Gy.") }),
  v.strictObject({
    kind: v.literal("gEud"),
    a: v.pipe(v.number(), v.finite(), v.description("Not 0; 1 is the mean.")),
  }),
  v.strictObject({ kind: v.literal("bed"), ...bed }),
  v.strictObject({ kind: v.literal("eqd2"), ...bed }),
  v.strictObject({ kind: v.literal("euBed"), alphaPerGy: positive("α, 1/Gy."), ...response }),
  v.strictObject({
    kind: v.literal("ntcp"),
    td50Gy: positive("Uniform dose of 50 % complications, Gy."),
    m: positive("Slope of Lyman's model."),
    n: positive("Volume parameter of Lyman's model."),
  }),
  v.strictObject({
    kind: v.literal("tcp"),
    alphaPerGy: positive("α, 1/Gy."),
    clonogensPerMl: positive("Clonogenic cells per mL."),
    ...response,
  }),
  v.strictObject({ kind: v.literal("bloodDose") }),
  v.strictObject({ kind: v.literal("wholeBodyDose") }),
  v.strictObject({ kind: v.literal("retention"), atH: positive("h after administration.") }),
]);

const criterion = {
  id: text("Unique within the protocol."),
  label: text("As tables print it."),
  organ: v.strictObject({
    tissue: text("What a table calls the tissue."),
    ids: v.exactOptional(v.array(v.string())),
    roles: v.exactOptional(
      v.array(v.picklist(["organ", "tumour", "territory", "marrow", "body", "other"])),
    ),
    names: v.exactOptional(
      v.array(text("A regular expression on the structure's name, case ignored.")),
    ),
  }),
  metric,
  value: positive("In the unit."),
  unit: v.picklist(["Gy", "GBq", "percent", "mL", "probability"]),
  per: v.pipe(
    v.picklist(["cycle", "course"]),
    v.description("One cycle alone, or all with what was given before."),
  ),
  rbeAlpha: v.exactOptional(positive("RBE of alphas in this tissue; 1 when left out.")),
  when: v.exactOptional(
    v.strictObject({
      factor: v.picklist([
        "bilirubinMgPerDl",
        "kidneyRiskFactors",
        "plateletsGPerL",
        "diffuseLungMetastases",
      ]),
      is: v.picklist(["above", "atMost"]),
      value: v.pipe(v.number(), v.finite()),
    }),
  ),
  informational: v.pipe(v.boolean(), v.description("Shown, but does not bind.")),
  source: text("Where the value was read."),
  confirm: v.pipe(v.boolean(), v.description("The value was not read at its source.")),
};

const standardActivity = v.variant("kind", [
  v.strictObject({ kind: v.literal("fixed"), activityGBq: positive("GBq a cycle.") }),
  v.strictObject({ kind: v.literal("range"), fromGBq: positive("GBq"), toGBq: positive("GBq") }),
  v.strictObject({
    kind: v.literal("perKg"),
    gbqPerKg: positive("GBq per kg of the body."),
    atMostGBq: v.exactOptional(positive("GBq")),
  }),
  v.strictObject({ kind: v.literal("bodySurface") }),
  v.strictObject({ kind: v.literal("perKgLiver"), gbqPerKg: positive("GBq per kg of liver.") }),
  v.strictObject({ kind: v.literal("byDosimetry") }),
]);

/** A protocol of the user's own (schema "gyre.protocol/1"). */
export const protocolSchema = v.strictObject({
  schema: v.literal("gyre.protocol/1"),
  id: v.pipe(
    v.string(),
    v.regex(/^[a-z0-9][a-z0-9-]*(\+[A-Z][a-z]?-\d+m?)?$/),
    v.description("a-z, 0-9 and -; after + the nuclide that was put in the place of its own."),
  ),
  title: text("As lists print it."),
  disease: text("What it is for."),
  nuclide: text("Lu-177 or 177Lu."),
  carrier: text("The rest of the radiopharmaceutical's name."),
  route: v.picklist([
    "intravenous",
    "oral",
    "intra-arterial",
    "intrathecal",
    "intra-articular",
    "local",
  ]),
  kinetics: v.picklist(["measured", "permanent", "prior"]),
  limits: v.array(v.strictObject({ type: v.literal("limit"), ...criterion })),
  goals: v.array(v.strictObject({ type: v.literal("goal"), ...criterion })),
  standardActivity,
  cycles: v.pipe(v.number(), v.integer(), v.minValue(1)),
  weeksBetweenCycles: v.exactOptional(positive("Weeks.")),
  measured: v.array(
    v.picklist([
      "serial SPECT/CT",
      "serial PET/CT",
      "99mTc-MAA SPECT/CT",
      "lung shunt",
      "serial blood samples",
      "serial whole-body counts",
      "uptake test",
      "cerebrospinal fluid samples",
      "serial planar scans",
      "surface and thickness of the synovium",
    ]),
  ),
  release: v.exactOptional(
    v.pipe(
      releaseSchema,
      v.description("When patients leave, where a patient's own data say nothing of it."),
    ),
  ),
  notes: v.array(v.string()),
  source: text("Where the protocol is described."),
  research: v.boolean(),
});
