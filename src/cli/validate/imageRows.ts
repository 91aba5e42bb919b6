import { unzipSync } from "fflate";
import { hoursAfterAdministration } from "../../formats/dicom/emissionFacts";
import type { DicomSource } from "../../formats/dicom/header";
import { ptPhases, readPtPhase } from "../../formats/dicom/ptSeries";
import { rtDose } from "../../formats/dicom/rtDose";
import { rtStructureSet } from "../../formats/dicom/rtStruct";
import { readNifti } from "../../formats/nifti/read";
import { writeNifti } from "../../formats/nifti/write";
import { HOUR_S, MBQ_TO_BQ, MM3_TO_ML } from "../../physics/units";
import { contoursMl, maskFromContours } from "../../volume/contours";
import { type Grid, PATIENT_AXES, voxelVolumeMm3 } from "../../volume/grid";
import { occupiedVoxels } from "../../volume/mask";
import { regionStatistics } from "../../volume/statistics";
import type { Work } from "../../work";
import type { Reference, ValidationSection } from "./context";
import { atMost, type ValidationRow, validationRow } from "./row";
import { withDicomArchive } from "./unpacked";

export const imageSection: ValidationSection = {
  title: "Images and contours",
  about:
    "Real DICOM as hospitals wrote it, and phantoms whose numbers are known: activities at the time of the scan, voxels of contours by the voxel-centre rule, doses, NIfTI values and axes.",
  needs: [
    "spect-lu177-patient",
    "pet-fdg-rtstruct",
    "rtdose-rtstruct-ramp",
    "nifti-digital-phantom",
    "phantom-labels",
  ],
  rows: async ({ reference, work }) => [
    ...(await lutetiumPatient(reference, work)),
    ...(await fdgPatient(reference, work)),
    ...(await doseRamp(reference)),
    ...digitalPhantoms(reference),
    ...labelMap(reference),
  ],
};

const ofKind = (sources: readonly DicomSource[], kind: string) =>
  sources.filter(({ header }) => header.kind === kind);
const contoursOf = (sources: readonly DicomSource[]) =>
  rtStructureSet(ofKind(sources, "RTSTRUCT")[0]!.header.item).regions;

const DEWARAJA = "Dewaraja et al., 177Lu-DOTATATE SPECT/CT, University of Michigan Deep Blue Data";
/** Name of the scan, h after administration, MBq, voxels of two lesions, mL within the contours of the first. */
const SCANS = [
  ["SCAN_001", 3.741111, 1328.778, [14364, 384], 106.94],
  ["SCAN_002", 27.7255, 883.018, [14482, 390], 107.78],
] as const;

async function lutetiumPatient(reference: Reference, work: Work): Promise<ValidationRow[]> {
  const rows: ValidationRow[] = [];
  for (const [scan, hours, megabecquerels, voxels, millilitres] of SCANS)
    await withDicomArchive(
      reference.path("spect-lu177-patient", `${scan}.tar.xz`),
      async (sources) => {
        const [phase] = ptPhases(ofKind(sources, "PT"), {});
        const { grid, values } = await readPtPhase(phase!, work);
        const total = values.reduce((sum, value) => sum + value, 0);
        const lesions = contoursOf(sources).slice(0, 2);
        const row = (what: string, unit: string, expected: number, ours: number, percent: number) =>
          rows.push(
            near(`177Lu patient, ${scan}: ${what}`, DEWARAJA, unit, expected, ours, percent),
          );
        row("time after administration", "h", hours, hoursAfterAdministration(phase!.facts)!, 3e-3);
        row(
          "activity at the time of the scan (the file is decay-corrected to the administration)",
          "MBq",
          megabecquerels,
          (total * voxelVolumeMm3(grid) * MM3_TO_ML) / MBQ_TO_BQ,
          0.01,
        );
        for (const [i, { contours }] of lesions.entries())
          row(
            `lesion ${i + 1}`,
            "voxels",
            voxels[i]!,
            occupiedVoxels(maskFromContours(contours, grid)!),
            0,
          );
        row(
          "lesion 1, within its contours",
          "mL",
          millilitres,
          contoursMl(lesions[0]!.contours, grid)!,
          0.01,
        );
      },
    );
  return rows;
}

const STS =
  "Vallières et al., soft-tissue sarcoma (TCIA), CC BY 3.0; values of the IBSI's NIfTI of the same scan";
/** The series holds a date of its injection that the anonymiser moved: it was the day of the scan. */
const INJECTED = { localS: Date.UTC(2000, 8, 7, 10, 35) / 1000, offsetMinutes: undefined };
const INJECTED_BQ = 388.777472e6;
const F18_HALF_LIFE_S = 6588;

async function fdgPatient(reference: Reference, work: Work): Promise<ValidationRow[]> {
  const archive = reference.path("pet-fdg-rtstruct", "FDG_PET_dicom.tar.xz");
  return withDicomArchive(archive, async (sources) => {
    const [phase] = ptPhases(ofKind(sources, "PT"), { administeredAt: INJECTED });
    const { grid, values } = await readPtPhase(phase!, work);
    const tumour = contoursOf(sources).find(({ name }) => name === "GTV_Mass")!;
    const mask = maskFromContours(tumour.contours, grid)!;
    const weightG = 1000 * Number(phase!.slices[0]!.item.dataSet.string("x00101030"));
    const seconds = HOUR_S * hoursAfterAdministration(phase!.facts)!;
    const suvPerBqPerMl = weightG / (INJECTED_BQ * 2 ** (-seconds / F18_HALF_LIFE_S));
    const { minimum, mean, maximum } = regionStatistics(mask, values);
    const slopes = new Set(phase!.slices.map(({ slope }) => slope)).size;
    const row = (what: string, unit: string, expected: number, ours: number, percent: number) =>
      near(`FDG PET: ${what}`, STS, unit, expected, ours, percent);
    return [
      row("slices with a slope of their own", "slices", 267, slopes, 0),
      row("GTV_Mass", "voxels", 5095, occupiedVoxels(mask), 0),
      row("SUVbw, maximum", "", 7.911, maximum * suvPerBqPerMl, 0.1),
      row("SUVbw, minimum", "", 0.169, minimum * suvPerBqPerMl, 0.5),
      row("SUVbw, mean", "", 2.5551, mean * suvPerBqPerMl, 0.1),
    ];
  });
}

const RAMP = "DCPT LET plans, RayStation, CC BY 4.0";

async function doseRamp(reference: Reference): Promise<ValidationRow[]> {
  return withDicomArchive(
    reference.path("rtdose-rtstruct-ramp", "plan03.tar.xz"),
    async (sources) => {
      const doses = ofKind(sources, "RTDOSE").map(({ header }) => rtDose(header.item));
      const plan = doses.find(({ summation }) => summation === "PLAN")!;
      const beams = doses
        .filter(({ summation }) => summation === "BEAM")
        .map(({ dose }) => dose.values);
      const apart = plan.dose.values.reduce(
        (most, gy, i) => Math.max(most, Math.abs(beams.reduce((sum, beam) => sum + beam[i]!, -gy))),
        0,
      );
      const cube = contoursOf(sources).find(({ name }) => name === "Cube101010")!;
      const mask = maskFromContours(cube.contours, plan.dose.grid, 4)!;
      const { mean, maximum } = regionStatistics(mask, plan.dose.values);
      return [
        atMost(
          "RTDOSE: plan against the sum of its two beams, largest difference",
          RAMP,
          "Gy",
          apart,
          5e-5,
        ),
        near(
          "Cube101010, within its contours",
          RAMP,
          "mL",
          1050,
          contoursMl(cube.contours, plan.dose.grid)!,
          0.01,
        ),
        near("Cube101010, mean dose", RAMP, "Gy", 2.05, mean, 0.25),
        near("Cube101010, largest dose", RAMP, "Gy", 2.21, maximum, 0.05),
      ];
    },
  );
}

const IBSI = "IBSI digital phantoms, CC BY 4.0";

function digitalPhantoms(reference: Reference): ValidationRow[] {
  const load = (name: string) =>
    readNifti(reference.read("nifti-digital-phantom", `${name}.nii.gz`), name);
  const image = load("ibsi_1_digital_phantom__nifti__image__phantom");
  const mask = load("ibsi_1_digital_phantom__nifti__mask__mask").values;
  const inside = image.values.filter((_, i) => mask[i]! > 0);
  const turned = load("ibsi_2_digital_phantom__nifti__orientation__image__orientation");
  const [nx, ny, nz] = turned.grid.size;
  let apart = 0;
  for (let k = 0, at = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, at++)
        apart = Math.max(apart, Math.abs(turned.values[at]! - (i + j + k)));
  return [
    near(
      "5 × 4 × 4 phantom: mean in its mask",
      IBSI,
      "",
      2.15,
      inside.reduce((s, v) => s + v, 0) / inside.length,
      0.1,
    ),
    near("its mask", IBSI, "mm³", 592, inside.length * voxelVolumeMm3(image.grid), 1e-4),
    near(
      "orientation phantom: largest value",
      IBSI,
      "",
      141,
      turned.values.reduce((a, b) => Math.max(a, b)),
      0,
    ),
    atMost(
      "orientation phantom: largest difference from i + j + k counted along the patient's axes",
      IBSI,
      "",
      apart,
      0,
    ),
  ];
}

const AUER = "Auer, Phantoms for nuclear medicine imaging simulation, MIT";
/** Gamma rays a voxel and second, by label, for 235 MBq in all. */
const GAMMA_BQ: Readonly<Record<number, number>> = {
  15000: 1167.645,
  16000: 3847.511,
  17000: 2625.665,
  18000: 2576.813,
  19000: 28595.65,
  20000: 25746.21,
  21000: 9210.026667,
};
const GAMMAS_PER_DECAY = 0.172688;
const SPLEEN = 16000;
const LABEL_GRID: Grid = {
  size: [108, 70, 90],
  spacingMm: [3.9063, 3.9063, 4.4196],
  originMm: [-209, -135, -197],
  axes: PATIENT_AXES,
};

/** Through a NIfTI file of our own and back. */
function labelMap(reference: Reference): ValidationRow[] {
  const archive = unzipSync(reference.read("phantom-labels", "patient_LuDOTATATE_phantoms.zip"));
  const raw = archive["patient15_LuDOTATATE_src.i33"]!.slice();
  const labels = Float32Array.from(new Uint16Array(raw.buffer));
  const fileName = "labels.nii.gz";
  const bytes = writeNifti(
    { grid: LABEL_GRID, values: labels },
    { fileName, description: "labels" },
  );
  const { values } = readNifti(bytes, fileName);
  const spleen = values.filter((label) => label === SPLEEN).length;
  const megabecquerels = (gammaBq: number) => gammaBq / GAMMAS_PER_DECAY / MBQ_TO_BQ;
  const total = values.reduce((sum, label) => sum + (GAMMA_BQ[label] ?? 0), 0);
  const row = (what: string, unit: string, expected: number, ours: number, percent: number) =>
    near(
      `177Lu patient as a label map, written as NIfTI and read: ${what}`,
      AUER,
      unit,
      expected,
      ours,
      percent,
    );
  return [
    row("activity of all labels", "MBq", 234.99998, megabecquerels(total), 1e-5),
    row("spleen", "voxels", 1535, spleen, 0),
    row("activity of the spleen", "MBq", 34.2, megabecquerels(spleen * GAMMA_BQ[SPLEEN]!), 0.1),
  ];
}

const near = (
  what: string,
  source: string,
  unit: string,
  expected: number,
  ours: number,
  limitPercent: number,
) => validationRow({ what, source, unit, expected, ours, limitPercent });
