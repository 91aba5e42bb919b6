import { plan } from "../../app/pipeline";
import type { PlanResult, Prescription } from "../../app/planResult";
import { prescriptionOf } from "../../app/prescriptionOf";
import { sampleCase } from "../../app/sampleCase";
import {
  SAMPLE_I131,
  SAMPLE_LU177,
  SAMPLE_PATIENT,
  SAMPLE_REFERENCE,
  SAMPLE_TIMES_H,
  SAMPLE_Y90,
  type SampleEmitter,
  trueActivityMBq,
  trueTiacH,
} from "../../app/samplePatient";
import { AS_SCANNED, sampleStudy } from "../../app/sampleStudy";
import { largestActivity } from "../../planning/largestActivity";
import { resolutionMm } from "../../volume/simulateScan";
import { regionStatistics } from "../../volume/statistics";
import { partOf, type Work } from "../../work";
import type { ValidationContext, ValidationSection } from "./context";
import { cycleRows } from "./cycleRows";
import { atMost, information, type ValidationRow, validationRow } from "./row";

export const sampleSection: ValidationSection = {
  title: "Sample case",
  about:
    "The bundled synthetic patient from its four scans to dose, against the integrals it was made from. As scanned: blurred, with counting noise, lying elsewhere each time, CTs with noise; brought together and corrected as a user would. The correction is told the camera's true resolution, and every region is uniform: real patients are harder. 131I and 90Y stand for the same biology with the other decay and a coarser, noisier camera.",
  needs: [],
  rows: async ({ gpu, work }) => [
    ...(await perfect(gpu, partOf(work, 0, 0.3))),
    ...(await scanned(gpu, SAMPLE_LU177, [7, 3, 3], partOf(work, 0.3, 0.6))),
    ...(await scanned(gpu, SAMPLE_I131, [7, 2, 3], partOf(work, 0.6, 0.8))),
    ...(await scanned(gpu, SAMPLE_Y90, [12, 8, 8], partOf(work, 0.8, 0.9))),
    ...(await cycleRows(gpu, partOf(work, 0.9, 1))),
  ],
};

type Gpu = ValidationContext["gpu"];

const KIDNEYS = ["kidney_left", "kidney_right"];
const TUMOURS = ["tumour_liver", "tumour_node"];
const SOURCE = "what the patient was made from, closed form";

/** What the bundled case asks for, for another nuclide where one is named. */
const askedOf = ({ nuclide }: SampleEmitter): Prescription => ({
  ...prescriptionOf(sampleCase(["1", "2", "3", "4"])),
  nuclide,
});

async function perfect(gpu: Gpu, work: Work): Promise<ValidationRow[]> {
  const study = sampleStudy({ blur: false, noise: false, shifts: false });
  const asked = askedOf(SAMPLE_LU177);
  const result = await plan(
    gpu,
    study,
    { ...asked, registration: "headers", partialVolumeFwhmMm: 0 },
    work,
  );
  const what = "Lu-177, perfect scans";
  return [
    ...tiaRows(what, result, SAMPLE_LU177, [3, 3, 3]),
    balanceRow(what, result),
    kidneyLimit(result),
  ];
}

async function scanned(
  gpu: Gpu,
  emitter: SampleEmitter,
  limits: Limits,
  work: Work,
): Promise<ValidationRow[]> {
  const { nuclide, camera } = emitter;
  const lutetium = emitter === SAMPLE_LU177;
  const asked = askedOf(emitter);
  const result = await plan(
    gpu,
    sampleStudy(AS_SCANNED, emitter),
    {
      ...asked,
      partialVolumeFwhmMm: resolutionMm(camera),
      // The doses of the others are not looked at.
      doseMethod: lutetium ? asked.doseMethod : "local",
    },
    work,
  );
  const what = `${nuclide}, as scanned at ${resolutionMm(camera).toFixed(1)} mm FWHM`;
  return [
    ...tiaRows(what, result, emitter, limits),
    ...["kidney_left", "tumour_node"].map((id) => seenRow(what, result, emitter, id)),
    ...(lutetium ? [balanceRow(what, result)] : []),
  ];
}

/** Of kidneys, tumours and spleen, %. */
type Limits = readonly [number, number, number];

function tiaRows(
  what: string,
  { regions }: PlanResult,
  { nuclide }: SampleEmitter,
  [kidney, tumour, spleen]: Limits,
): ValidationRow[] {
  const values = (id: string) => ({
    what: `${what}: TIA of ${readable(id)} per administered activity`,
    source: SOURCE,
    unit: "h",
    expected: trueTiacH(id, nuclide),
    ours: regions.find(({ structureId }) => structureId === id)!.tiacH,
  });
  const row = (id: string, limitPercent: number) => validationRow({ ...values(id), limitPercent });
  const liver = values("liver");
  return [
    ...KIDNEYS.map((id) => row(id, kidney)),
    ...TUMOURS.map((id) => row(id, tumour)),
    row("spleen", spleen),
    information(liver.what, SOURCE, liver.unit, liver.ours, liver.expected),
  ];
}

/** How much the correction for partial volume had to undo. */
function seenRow(
  what: string,
  { regions }: PlanResult,
  { nuclide }: SampleEmitter,
  id: string,
): ValidationRow {
  const seenMBq = regions.find(({ structureId }) => structureId === id)!.imageActivityMBq;
  const hours = SAMPLE_TIMES_H[SAMPLE_REFERENCE];
  const place = SAMPLE_PATIENT.findIndex((region) => region.id === id);
  const trueMBq = trueActivityMBq(hours, nuclide)[place]!;
  return information(
    `${what}: what the image of ${hours} h shows of the activity of ${readable(id)} before correction`,
    SOURCE,
    "%",
    (100 * seenMBq[SAMPLE_REFERENCE]!) / trueMBq,
  );
}

const readable = (id: string) => id.replace("_", " ");

const balanceRow = (what: string, { balance }: PlanResult) =>
  atMost(
    `${what}: energy unaccounted for`,
    "conservation of energy",
    "%",
    Math.abs(balance.differencePercent),
    0.5,
  );

/** The largest activity under the kidney's limit times the mean dose per GBq is that limit. */
function kidneyLimit({ prescription, structureDoses, structures, doseGyPerGBq }: PlanResult) {
  const { perLimit } = largestActivity({
    structures: structureDoses,
    limits: prescription.protocol.limits,
    cycles: 1,
  });
  const { limit, structureId, totalActivityGBq } = perLimit.find(
    (entry) => entry.structureId === "kidney_left" && entry.limit.metric.kind === "mean",
  )!;
  const { mask } = structures.find(({ id }) => id === structureId)!;
  return validationRow({
    what: `largest activity under ${limit.value} Gy to the left kidney, times its mean dose per GBq from the voxels`,
    source: "its own definition",
    unit: "Gy",
    expected: limit.value,
    ours: totalActivityGBq! * regionStatistics(mask, doseGyPerGBq.values).mean,
    limitPercent: 0.1,
  });
}
