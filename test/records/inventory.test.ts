import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { writeNifti } from "../../src/formats/nifti/write";
import type { InputFile } from "../../src/records/inputFiles";
import { takeInventory } from "../../src/records/inventory";
import { type Grid, PATIENT_AXES } from "../../src/volume/grid";
import { volume } from "../../src/volume/volume";
import { quietWork } from "../../src/work";
import {
  type Attributes,
  ctSlice,
  dicomFile,
  lutetium,
  nmVolume,
  ptSlice,
  structureSet,
} from "../support/dicom";
import { filesBelow, unpacked } from "../support/files";
import { referenceFolder } from "../support/reference";

const file = (path: string, bytes: Uint8Array): InputFile => ({
  path,
  read: async () => bytes,
  readHead: async (count) => bytes.subarray(0, count),
});
const dicom = (path: string, attributes: Attributes) => file(path, dicomFile(attributes));
const inventory = (files: readonly InputFile[]) => takeInventory(files, quietWork());

/** Two slices of the scan a day later, in a study of its own. */
const later = (z: number): Attributes =>
  ptSlice(z, {
    SOPInstanceUID: `2.25.9.${z}`,
    SeriesInstanceUID: "2.25.9",
    StudyInstanceUID: "2.25.8",
    FrameOfReferenceUID: "2.25.7",
    SeriesDate: "20260303",
    AcquisitionDate: "20260303",
  });
const study = [
  dicom("b/late1.dcm", later(0)),
  dicom("b/late2", later(3)),
  dicom("a/ct/1.dcm", ctSlice(0, { SOPInstanceUID: "2.25.11" })),
  dicom("a/ct/2.dcm", ctSlice(3, { SOPInstanceUID: "2.25.12" })),
  dicom("a/pt/1.dcm", ptSlice(0)),
  dicom("a/pt/2.dcm", ptSlice(3)),
];

const THIRD = { SOPInstanceUID: "2.25.31", SeriesInstanceUID: "2.25.30" };

test("one name written in two ways is one patient", async () => {
  const { problems } = await inventory([
    ...study,
    dicom("c.dcm", { ...ctSlice(0), PatientName: "DOE^JANE^", ...THIRD }),
  ]);

  expect(problems.join()).not.toContain("patients");
});

describe("a heap of files", () => {
  test("scans come in order of time, each with the CT of its frame of reference", async () => {
    const { scans, anatomies, patients, problems, questions } = await inventory(study);

    expect(scans.map((scan) => [scan.id, scan.hoursAfterAdministration])).toEqual([
      ["scan1", 2],
      ["scan2", 26],
    ]);
    expect(scans.map(({ anatomyId }) => anatomyId)).toEqual(["ct1", undefined]);
    expect(scans[0]!.totalMBq).toBeCloseTo((10 * 2 * 78 * 0.012) / 1e6, 12);
    expect(scans[0]).toMatchObject({
      nuclide: "Lu-177",
      units: "BQML",
      decayCorrection: "START",
      modality: "SPECT",
    });
    expect(anatomies.length).toBe(1);
    expect([patients, problems, questions]).toEqual([["P1"], [], []]);
  });

  test("what is no use is named with its reason, copies too", async () => {
    const heap = [
      ...study,
      file("notes.txt", new TextEncoder().encode("hello")),
      file("broken.dcm", dicomFile(ptSlice(9)).subarray(0, 300)),
      dicom("seg.dcm", {
        ...ptSlice(0),
        SOPInstanceUID: "2.25.77",
        SOPClassUID: "1.2.840.10008.1.3.10",
      }),
      dicom("copy.dcm", ptSlice(0)),
    ];

    const { ignored, scans } = await inventory(heap);

    expect(scans.length).toBe(2);
    expect(ignored.map(({ path, reason }) => `${path}: ${reason}`)).toEqual([
      "notes.txt: neither DICOM nor NIfTI",
      expect.stringContaining("broken.dcm: broken.dcm: damaged or incomplete DICOM file"),
      "seg.dcm: directory of a DICOM medium is not read",
      "copy.dcm: copy of a/pt/1.dcm",
    ]);
  });

  test("contours are counted on the image of their frame of reference", async () => {
    const deep = [0, 3].map((z) =>
      dicom(`${z}.dcm`, ctSlice(z, { SOPInstanceUID: `2.25.2${z}`, PixelSpacing: "9\\9" })),
    );

    const { structureSets } = await inventory([...deep, dicom("rs.dcm", structureSet([0, 3]))]);

    const [set] = structureSets;
    expect(set).toMatchObject({ file: "rs.dcm", kind: "RTSTRUCT", onId: "ct1" });
    expect(set!.regions[0]!.name).toBe("Ring");
    expect(set!.regions[0]!.volumeMl).toBeCloseTo((2 * 3 * (400 - 64)) / 1000, 9);
  });

  test("contours without their image are a problem, not a guess", async () => {
    const { structureSets, problems } = await inventory([dicom("rs.dcm", structureSet([0, 3]))]);

    expect(structureSets[0]!.regions[0]!.voxels).toBeUndefined();
    expect(problems.join()).toContain("rs.dcm: the image that its contours were drawn on");
  });

  test("whole numbers in NIfTI are labels, other numbers an image that must be explained", async () => {
    const grid: Grid = {
      size: [4, 3, 2],
      spacingMm: [2, 2, 3],
      originMm: [-3, -2, 0],
      axes: PATIENT_AXES,
    };
    const labels = volume(
      "labels",
      grid,
      Float32Array.from({ length: 24 }, (_, i) => Math.floor(i / 8)),
    );
    const image = volume(
      "image",
      grid,
      Float32Array.from({ length: 24 }, (_, i) => i / 7),
    );

    const heap = [
      ...study,
      file("seg.nii", writeNifti(labels, { fileName: "a.nii", description: "" })),
      file("spect.nii", writeNifti(image, { fileName: "b.nii", description: "" })),
    ];
    const { structureSets, images, questions } = await inventory(heap);

    expect(structureSets[0]).toMatchObject({ file: "seg.nii", kind: "labels", onId: "scan1" });
    expect(
      structureSets[0]!.regions.map(({ number, voxels, volumeMl }) => [number, voxels, volumeMl]),
    ).toEqual([
      [1, 8, 0.096],
      [2, 8, 0.096],
    ]);
    expect(images[0]).toMatchObject({ file: "spect.nii", minimum: 0 });
    expect(questions.map(({ about }) => about)).toEqual(["image"]);
  });

  test("an uncalibrated SPECT is listed with its question and without an activity", async () => {
    const counts = nmVolume({ RealWorldValueMappingSequence: undefined });

    const { scans, questions } = await inventory([dicom("nm.dcm", counts)]);

    expect(scans[0]).toMatchObject({ units: "counts", totalMBq: undefined });
    expect(questions.map(({ question }) => question).join()).toContain(
      "needs a calibration factor",
    );
  });

  test.each<[string, readonly InputFile[], RegExp]>([
    [
      "two patients",
      [
        ...study,
        dicom(
          "c.dcm",
          ctSlice(0, { PatientID: "P2", SOPInstanceUID: "2.25.31", SeriesInstanceUID: "2.25.30" }),
        ),
      ],
      /belong to 2 patients \("P1", "P2"\)/,
    ],
    [
      "another name under the same PatientID",
      [...study, dicom("c.dcm", { ...ctSlice(0), PatientName: "Roe^Richard", ...THIRD })],
      /name 2 patients \("Doe\^Jane", "Roe\^Richard"\) under one PatientID "P1"/,
    ],
    [
      "a missing slice",
      [0, 3, 9].map((z) => dicom(`${z}.dcm`, ptSlice(z))),
      /slices of its series are missing/,
    ],
    [
      "two cycles",
      [
        ...study,
        dicom(
          "n.dcm",
          nmVolume({
            SOPInstanceUID: "2.25.41",
            RadiopharmaceuticalInformationSequence: [
              {
                ...lutetium,
                RadionuclideTotalDose: "7400",
                RadiopharmaceuticalStartDateTime: "20260101100000",
              },
            ],
          }),
        ),
      ],
      /2 different times of administration/,
    ],
    [
      "more activity than was given",
      study.map((_, i) => dicom(`${i}.dcm`, ptSlice(3 * i, { RescaleSlope: "1e12" }))),
      /scan1 holds .* check units/,
    ],
    [
      "a CT in another frame of reference",
      [
        ...study.slice(4),
        ...[0, 3].map((z) =>
          dicom(
            `ct${z}`,
            ctSlice(z, { SOPInstanceUID: `2.25.5${z}`, FrameOfReferenceUID: "2.25.99" }),
          ),
        ),
      ],
      /different frames of reference/,
    ],
  ])("%s: said as a problem", async (_, files, problem) => {
    expect((await inventory(files)).problems.join("\n")).toMatch(problem);
  });
});

const lutetiumPatient = referenceFolder("spect-lu177-patient");

describe.skipIf(!lutetiumPatient)("the folders of a 177Lu patient", () => {
  test("two scans with their activity and the lesions drawn on each", async () => {
    const folders = ["SCAN_002", "SCAN_001"].map((name) =>
      unpacked(join(lutetiumPatient!, `${name}.tar.xz`)),
    );

    const { scans, structureSets, problems, questions, patients } = await inventory(
      folders.flatMap(filesBelow),
    );

    expect(patients).toEqual(["ANON54121"]);
    expect(scans.map((scan) => scan.hoursAfterAdministration!.toFixed(3))).toEqual([
      "3.741",
      "27.725",
    ]);
    expect(scans.map(({ totalMBq }) => totalMBq)).toEqual([
      expect.closeTo(1328.778, 1),
      expect.closeTo(883.018, 1),
    ]);
    expect(new Set(scans.map(({ frameOfReferenceUid }) => frameOfReferenceUid)).size).toBe(2);
    expect(
      structureSets.map(({ onId, regions }) => [onId, ...regions.map(({ voxels }) => voxels)]),
    ).toEqual([
      ["scan2", 14482, 390],
      ["scan1", 14364, 384],
    ]);
    // The files state ADMIN and a decay factor of 1 alike.
    expect(problems).toEqual([expect.stringContaining("1.129; its decay factor is 1.")]);
    expect(questions).toEqual([]);
  });
});
