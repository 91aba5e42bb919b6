import { describe, expect, test } from "vitest";
import type { EmissionAnswers } from "../../src/formats/dicom/emissionFacts";
import { nmTomography, readNmTomography } from "../../src/formats/dicom/nmSeries";
import { PATIENT_AXES } from "../../src/volume/grid";
import { quietWork } from "../../src/work";
import { type Attributes, dicomFile, nmVolume } from "../support/dicom";
import { dicomSource } from "../support/dicomSources";

const HALF_LIFE_S = 574300;

async function readNm(attributes: Attributes, answers: EmissionAnswers = {}) {
  const tomography = nmTomography(dicomSource(dicomFile(attributes), "nm.dcm"), answers);
  return { tomography, activity: await readNmTomography(tomography, quietWork()) };
}

describe("NM tomography", () => {
  test("the mapping in a unit of activity is found by its unit, not by its place", async () => {
    const { tomography, activity } = await readNm(nmVolume());

    const decayed = (Math.LN2 * 1200) / HALF_LIFE_S;
    expect(tomography.scale?.source).toBe("real-world mapping in kBq/ml");
    expect(activity.values[0]).toBeCloseTo(5 * (decayed / (1 - Math.exp(-decayed))), 5);
    expect(tomography.grid).toMatchObject({
      size: [4, 3, 2],
      spacingMm: [2, 2, 3],
      originMm: [-3, -2, 100],
    });
  });

  test("a negative slice spacing turns the stack over, not the patient", async () => {
    const { tomography, activity } = await readNm(nmVolume({ SpacingBetweenSlices: "-3" }));

    expect(tomography.grid.originMm).toEqual([-3, -2, 97]);
    expect(tomography.grid.axes).toEqual(PATIENT_AXES);
    expect(Math.round(activity.values[0]! / 5)).toBe(13);
  });

  test("counts become Bq/mL only by the user's factor", async () => {
    const counts = nmVolume({ RealWorldValueMappingSequence: undefined });

    await expect(readNm(counts)).rejects.toThrow("needs a calibration factor");
    const { activity } = await readNm(counts, { bqPerMlPerUnit: 2, decayCorrection: "START" });
    expect(activity.values[11]).toBe(24);
  });

  test("what the file leaves open is asked", () => {
    const open = nmVolume({
      RealWorldValueMappingSequence: undefined,
      CorrectedImage: "ATTN\\DECY",
      DetectorInformationSequence: [{ ImageOrientationPatient: "1\\0\\0\\0\\1\\0" }],
      RadiopharmaceuticalInformationSequence: [],
    });

    const { facts } = nmTomography(dicomSource(dicomFile(open), "nm.dcm"), {});

    expect(facts.questions.map(({ about }) => about)).toEqual([
      "calibration",
      "position",
      "nuclide",
      "administeredAt",
      "decayCorrection",
      "administeredMBq",
    ]);
  });

  test.each<[string, Attributes, RegExp]>([
    [
      "projections",
      { ImageType: "ORIGINAL\\PRIMARY\\TOMO\\EMISSION" },
      /no reconstructed emission volume/,
    ],
    [
      "a planar image",
      { ImageType: "ORIGINAL\\PRIMARY\\WHOLE BODY\\EMISSION" },
      /no reconstructed emission volume/,
    ],
    [
      "a gated tomography",
      { SliceVector: new Uint16Array([1, 1]) },
      /SliceVector .* gated, dynamic/,
    ],
    [
      "no orientation",
      { DetectorInformationSequence: [{}] },
      /ImageOrientationPatient .* is missing/,
    ],
    [
      "no slice distance",
      { SpacingBetweenSlices: undefined, SliceThickness: undefined },
      /distance of the slices is unknown/,
    ],
    [
      "a mapping of slope 0",
      {
        RealWorldValueMappingSequence: [
          {
            MeasurementUnitsCodeSequence: [{ CodeValue: "Bq/ml" }],
            RealWorldValueSlope: { fd: 0 },
          },
        ],
      },
      /RealWorldValueSlope .* is 0/,
    ],
    ["more frames than memory", { NumberOfFrames: "2000000000" }, /more than this program takes/],
  ])("%s: refused", async (_, over, reason) => {
    await expect(readNm(nmVolume(over))).rejects.toThrow(reason);
  });
});
