import { deflateSync } from "fflate";
import { describe, expect, test } from "vitest";
import { ctPhases, readCtPhase } from "../../src/formats/dicom/ctSeries";
import { parseDicomFile, parseDicomHeader } from "../../src/formats/dicom/dicomFile";
import {
  type EmissionAnswers,
  hoursAfterAdministration,
} from "../../src/formats/dicom/emissionFacts";
import { type DicomSource, dicomHeader } from "../../src/formats/dicom/header";
import { nmTomography, readNmTomography } from "../../src/formats/dicom/nmSeries";
import { ptPhases, readPtPhase } from "../../src/formats/dicom/ptSeries";
import { rtStructureSet } from "../../src/formats/dicom/rtStruct";
import { segmentation } from "../../src/formats/dicom/segmentation";
import { isoOf, momentFromIso, secondsBetween } from "../../src/formats/dicom/time";
import { InputError } from "../../src/inputError";
import { contoursMl, maskFromContours } from "../../src/volume/contours";
import { type Grid, PATIENT_AXES } from "../../src/volume/grid";
import { forEachVoxel, occupiedVoxels, volumeMl } from "../../src/volume/mask";
import { quietWork } from "../../src/work";
import {
  type Attributes,
  ctSlice,
  dicomFile,
  joined,
  lutetium,
  nmVolume,
  ptSlice,
  segmentationFile,
  structureSet,
} from "../support/dicom";

const source = (bytes: Uint8Array, file: string): DicomSource => ({
  header: dicomHeader(parseDicomFile(bytes, file)),
  read: async () => bytes,
});
const sources = (slices: readonly Attributes[]) =>
  slices.map((slice, i) => source(dicomFile(slice), `slice${i}.dcm`));

async function readPt(slices: readonly Attributes[], answers: EmissionAnswers = {}) {
  const [phase] = ptPhases(sources(slices), answers);
  return { phase: phase!, activity: await readPtPhase(phase!, quietWork()) };
}

async function readNm(attributes: Attributes, answers: EmissionAnswers = {}) {
  const tomography = nmTomography(source(dicomFile(attributes), "nm.dcm"), answers);
  return { tomography, activity: await readNmTomography(tomography, quietWork()) };
}

const HALF_LIFE_S = 574300;
const RLE = "1.2.840.10008.1.2.5";

/** A frame of RLE: the offsets of its segments, the most significant byte first, then the segments. */
function rleFrame(segments: readonly (readonly number[])[]): readonly number[] {
  const header = new Uint32Array(16);
  header[0] = segments.length;
  segments.forEach((_, i) => {
    header[i + 1] = 64 + segments.slice(0, i).flat().length;
  });
  return [...new Uint8Array(header.buffer), ...segments.flat()];
}

/** A file without pixel data plus one encapsulated frame. */
function encapsulated(file: Uint8Array, frame: readonly number[]): Uint8Array {
  const padded = frame.length % 2 === 0 ? frame : [...frame, 0];
  const pixelData = [0xe0, 0x7f, 0x10, 0, 0x4f, 0x42, 0, 0, 0xff, 0xff, 0xff, 0xff]; // OB, undefined length
  const emptyOffsetTable = [0xfe, 0xff, 0, 0xe0, 0, 0, 0, 0];
  const fragment = [0xfe, 0xff, 0, 0xe0, padded.length, 0, 0, 0, ...padded];
  const end = [0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0];
  return joined([file, Uint8Array.from([pixelData, emptyOffsetTable, fragment, end].flat())]);
}

describe("PET and SPECT stored as PET", () => {
  test("slices in any order stack along the normal, each with its slope", async () => {
    const slopes = [6, 0, 3].map((z) => ptSlice(z, { RescaleSlope: String(1 + z) }));

    const { phase, activity } = await readPt(slopes);

    expect(phase.grid).toMatchObject({
      size: [4, 3, 3],
      spacingMm: [2, 2, 3],
      originMm: [-3, -2, 0],
    });
    expect([0, 12, 24].map((first) => activity.values[first])).toEqual([1, 4, 7]);
    expect(hoursAfterAdministration(phase.facts)).toBe(2);
    expect(phase.facts.nuclide?.name).toBe("Lu-177");
    expect(phase.facts.administeredMBq).toBe(7400);
    expect(phase.modality).toBe("SPECT");
  });

  test("a correction to the administration is undone, one to the start of the scan is not", async () => {
    const admin = await readPt([
      ptSlice(0, { DecayCorrection: "ADMIN" }),
      ptSlice(3, { DecayCorrection: "ADMIN" }),
    ]);
    const start = await readPt([ptSlice(0), ptSlice(3)]);

    expect(start.activity.values[0]).toBe(10);
    expect(admin.activity.values[0]).toBeCloseTo(10 * 2 ** (-7200 / HALF_LIFE_S), 5);
  });

  test("uncorrected means over a frame become the activity at the start of the scan", async () => {
    const none = (z: number, time: string) =>
      ptSlice(z, {
        DecayCorrection: "NONE",
        AcquisitionTime: time,
        SeriesTime: "120000",
        ActualFrameDuration: "86400000",
      });

    const { activity } = await readPt([none(0, "120000"), none(3, "130000")]);

    const decayed = (Math.LN2 * 86400) / HALF_LIFE_S;
    const atStart = 10 * (decayed / (1 - Math.exp(-decayed)));
    expect(activity.values[0]).toBeCloseTo(atStart, 5);
    expect(activity.values[12]! / activity.values[0]!).toBeCloseTo(
      (13 * 2 ** (3600 / HALF_LIFE_S)) / 13,
      6,
    );
  });

  test("a decay factor that is not that of the stated correction is named, with what it would mean", async () => {
    const days3 = { RadiopharmaceuticalStartDateTime: "20260227120000" };
    const slice = (over: object) => (z: number) =>
      ptSlice(z, {
        DecayCorrection: "ADMIN",
        RadiopharmaceuticalInformationSequence: [{ ...lutetium, ...days3 }],
        ...over,
      });
    const problemsOf = async (over: object) => {
      const at = slice(over);
      return (await readPt([at(0), at(3)])).phase.facts.problems.join(" ");
    };
    const factor = 2 ** ((3 * 86400) / HALF_LIFE_S);

    expect(factor).toBeCloseTo(1.367, 3);
    expect(await problemsOf({ DecayFactor: factor.toFixed(6) })).toBe("");
    expect(await problemsOf({})).toBe("");
    const problem = await problemsOf({ DecayFactor: "1" });
    expect(problem).toContain("states ADMIN");
    expect(problem).toContain("multiplied by 1.368; its decay factor is 1.");
    expect(problem).toContain("the activity is 37 % higher");
    expect(
      await problemsOf({ DecayCorrection: "START", DecayFactor: factor.toFixed(6) }),
    ).toContain("states START");
  });

  test("SUV becomes Bq/mL by the stated formula", async () => {
    const suv = (z: number) => ptSlice(z, { Units: "GML", DecayCorrection: "START" });

    const { phase, activity } = await readPt([suv(0), suv(3)]);

    expect(activity.values[0]).toBeCloseTo((10 * 7.4e9 * 2 ** (-7200 / HALF_LIFE_S)) / 70000, -1);
    expect(phase.conversion).toContain("SUV × 7400 MBq");
  });

  test("two times at the same positions are two time points", () => {
    const later = { AcquisitionTime: "150000" };
    const phases = ptPhases(
      sources([ptSlice(0, later), ptSlice(0), ptSlice(3), ptSlice(3, later)]),
      {},
    );

    expect(phases.map(({ slices }) => slices.map(({ item }) => item.file))).toEqual([
      ["slice1.dcm", "slice2.dcm"],
      ["slice0.dcm", "slice3.dcm"],
    ]);
  });

  test("deflated, header-less and implicit files read like plain ones", async () => {
    const plain = dicomFile(ptSlice(0));
    const dataSetAt = 132 + 8 + 20;
    const deflatedMeta = dicomFile({}, "1.2.840.10008.1.2.1.99");
    const deflated = joined([deflatedMeta, deflateSync(plain.subarray(dataSetAt))]);
    const bare = plain.subarray(dataSetAt);

    for (const bytes of [deflated, bare]) {
      const [phase] = ptPhases(
        [source(bytes, "a.dcm"), source(dicomFile(ptSlice(3)), "b.dcm")],
        {},
      );
      const { values } = await readPtPhase(phase!, quietWork());
      expect(values[11]).toBe(120);
    }
  });

  test("only the time of the administration is known: the day is asked, and the scan still reads", async () => {
    const drug = {
      ...lutetium,
      RadiopharmaceuticalStartDateTime: undefined,
      RadiopharmaceuticalStartTime: "100000",
    };
    const slice = (z: number) => ptSlice(z, { RadiopharmaceuticalInformationSequence: [drug] });

    const { phase } = await readPt([slice(0), slice(3)]);

    expect(phase.facts.questions.map(({ about }) => about)).toEqual(["administeredAt"]);
    expect(phase.facts.questions[0]!.question).toContain("on which day");
  });
});

describe("PET that must not pass for activity", () => {
  const drug = (over: Attributes) => ({
    RadiopharmaceuticalInformationSequence: [{ ...lutetium, ...over }],
  });
  const both = (over: Attributes) => [ptSlice(0, over), ptSlice(3, over)];
  const late = "20260303100000";
  test.each<[string, readonly Attributes[], RegExp]>([
    ["proportional counts", both({ Units: "PROPCPS" }), /Units \(0054,1001\) is PROPCPS/],
    ["counts", both({ Units: "CNTS" }), /Units .* is CNTS.*expected BQML/],
    ["no units", both({ Units: undefined }), /Units .* is missing/],
    ["SUV of lean mass", both({ Units: "GML", SUVType: "LBM" }), /SUV of type LBM/],
    ["SUV without weight", both({ Units: "GML", PatientWeight: undefined }), /PatientWeight/],
    ["a missing slice", [0, 3, 9, 12].map((z) => ptSlice(z)), /1 slices .* missing, at 6\.00 mm/],
    ["uneven slices", [0, 3, 7, 10].map((z) => ptSlice(z)), /slice distances are uneven/],
    [
      "a tilted gantry",
      [0, 3, 6].map((z) => ptSlice(z, { ImagePositionPatient: `-3\\${z / 5}\\${z}` })),
      /sheared by 11\.31°/,
    ],
    ["one position twice", [ptSlice(0), ptSlice(0), ptSlice(3)], /several images are mixed/],
    [
      "two pixel sizes",
      [ptSlice(0), ptSlice(3, { PixelSpacing: "3\\3" })],
      /pixel spacing differs/,
    ],
    [
      "two orientations",
      [ptSlice(0), ptSlice(3, { ImageOrientationPatient: "0\\1\\0\\1\\0\\0" })],
      /orientation differs/,
    ],
    [
      "a skewed orientation",
      both({ ImageOrientationPatient: "1\\0\\0\\0.5\\0.8\\0" }),
      /right angle/,
    ],
    [
      "not a number in a position",
      both({ ImagePositionPatient: "-3\\NaN\\0" }),
      /ImagePositionPatient .* got "NaN"/,
    ],
    ["not a number in a slope", both({ RescaleSlope: "1e999" }), /RescaleSlope .* got "1e999"/],
    ["a slope of zero", both({ RescaleSlope: "0" }), /RescaleSlope .* is 0/],
    ["no slope", both({ RescaleSlope: undefined }), /RescaleSlope .* is missing/],
    ["no pixel spacing", both({ PixelSpacing: undefined }), /PixelSpacing .* is missing/],
    ["a pixel spacing of zero", both({ PixelSpacing: "0\\2" }), /PixelSpacing .* above 0/],
    ["no decay correction", both({ DecayCorrection: undefined }), /DecayCorrection .* is missing/],
    [
      "an unknown decay correction",
      both({ DecayCorrection: "SCAN" }),
      /NONE, START or ADMIN, got "SCAN"/,
    ],
    [
      "two decay corrections",
      [ptSlice(0), ptSlice(3, { DecayCorrection: "NONE" })],
      /is NONE, but START/,
    ],
    [
      "corrected to an unknown time",
      both({ DecayCorrection: "ADMIN", ...drug({ RadiopharmaceuticalStartDateTime: undefined }) }),
      /administration, whose date and time are unknown/,
    ],
    [
      "a scan before the administration",
      both({ DecayCorrection: "ADMIN", ...drug({ RadiopharmaceuticalStartDateTime: late }) }),
      /starts before the administration/,
    ],
    [
      "the half-life of another nuclide",
      both({ DecayCorrection: "ADMIN", ...drug({ RadionuclideHalfLife: "6586" }) }),
      /half-life in the file is not that of Lu-177/,
    ],
    [
      "an unknown nuclide to undo",
      both({
        DecayCorrection: "ADMIN",
        ...drug({ RadionuclideCodeSequence: [{ CodeMeaning: "Unobtainium" }] }),
      }),
      /nuclide is unknown/,
    ],
    [
      "no time of the scan",
      both({ DecayCorrection: "ADMIN", SeriesDate: undefined, AcquisitionDate: undefined }),
      /scan has no date and time/,
    ],
    ["an impossible date", both({ AcquisitionDate: "20260231" }), /expects a date and time/],
    [
      "pixel data too short",
      both({ PixelData: new Uint16Array(11) }),
      /PixelData .* holds 22 bytes; .* need 24/,
    ],
    ["colour", both({ SamplesPerPixel: 3 }), /3 samples a pixel/],
    ["an impossible bit depth", both({ BitsStored: 20 }), /20 bits stored/],
  ])("%s", async (_, slices, reason) => {
    const attempt = readPt(slices);

    await expect(attempt).rejects.toThrow(reason);
    await expect(attempt).rejects.toBeInstanceOf(InputError);
    await expect(attempt).rejects.toThrow(/slice\d\.dcm/);
  });

  test.each([
    [
      "1.2.840.10008.1.2.4.70",
      /JPEG lossless.*1\.2\.840\.10008\.1\.2\.4\.70.*dcmdjpeg in\.dcm out\.dcm/,
    ],
    ["1.2.840.10008.1.2.4.90", /JPEG 2000 lossless.*gdcmconv --raw/],
  ])("compressed as %s: the message names the tool that converts it", (syntax, reason) => {
    const compressed = source(dicomFile(ptSlice(0), syntax), "slice0.dcm");

    expect(() => ptPhases([compressed], {})).toThrow(reason);
  });

  test("a truncated file is refused, and never read in part", () => {
    const bytes = dicomFile(ptSlice(0));

    for (const length of [0, 100, 140, 400, bytes.length - 3])
      expect(() => parseDicomFile(bytes.subarray(0, length), "cut.dcm")).toThrow(InputError);
  });

  test("an unknown nuclide, a foreign half-life and an implausible activity are said", () => {
    const unknown = drug({
      RadionuclideCodeSequence: [{ CodeMeaning: "Unobtainium" }],
      RadionuclideTotalDose: "7400",
    });
    const [phase] = ptPhases(sources(both(unknown)), {});
    const [other] = ptPhases(sources(both(drug({ RadionuclideHalfLife: "6586" }))), {});

    expect(phase!.facts.problems.join()).toContain('no decay facts of "Unobtainium"');
    expect(phase!.facts.questions.map(({ about }) => about)).toEqual([
      "nuclide",
      "administeredMBq",
    ]);
    expect(other!.facts.problems.join()).toContain("half-life in the file is 6586 s");
  });
});

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

    const { facts } = nmTomography(source(dicomFile(open), "nm.dcm"), {});

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

describe("CT", () => {
  test("padding is air, localizers are left out, values are Hounsfield units", async () => {
    const padded = (z: number) => ctSlice(z, { PixelPaddingValue: 1 });
    const localizer = ctSlice(50, { ImageType: "ORIGINAL\\PRIMARY\\LOCALIZER" });

    const [phase] = ctPhases(sources([padded(3), localizer, padded(0)]));
    const ct = await readCtPhase(phase!, quietWork());

    expect(ct.grid.size).toEqual([4, 3, 2]);
    expect([...ct.values.subarray(0, 3)]).toEqual([-1000, -1022, -1021]);
  });

  test("12 bits stored keep their sign and drop what lies above them", async () => {
    const twelve = { BitsStored: 12, HighBit: 11, PixelRepresentation: 1 };
    const stored = Uint16Array.from({ length: 12 }, (_, i) => 0xf000 | (0x1000 - i));

    const [phase] = ctPhases(
      sources([0, 3].map((z) => ctSlice(z, { ...twelve, PixelData: stored }))),
    );
    const ct = await readCtPhase(phase!, quietWork());

    expect([...ct.values.subarray(0, 3)]).toEqual([-1024, -1025, -1026]);
  });

  test("run-length encoded pixels are those of the plain file, and broken runs are refused", async () => {
    const rle = (packed: readonly number[]) =>
      source(encapsulated(dicomFile(ctSlice(0, { PixelData: undefined }), RLE), packed), "rle.dcm");
    const high = [255 - 10, 0]; // 12 times 0
    const low = [3, 1, 2, 3, 4, 257 - 8, 9]; // 1 2 3 4, 8 times 9

    const [phase] = ctPhases([rle(rleFrame([high, low]))]);
    const [broken] = ctPhases([rle(rleFrame([high, low.slice(0, 4)]))]);

    const ct = await readCtPhase(phase!, quietWork());
    expect([...ct.values.subarray(0, 6)]).toEqual([1, 2, 3, 4, 9, 9].map((v) => v - 1024));
    await expect(readCtPhase(broken!, quietWork())).rejects.toThrow(/rle\.dcm: RLE segment ends/);
  });

  test("a cancelled reading stops", async () => {
    const [phase] = ctPhases(sources([ctSlice(0), ctSlice(3)]));
    const cancelled = { signal: AbortSignal.abort(new Error("cancelled")), report: () => {} };

    await expect(readCtPhase(phase!, cancelled)).rejects.toThrow("cancelled");
  });
});

describe("structures", () => {
  const grid: Grid = {
    size: [40, 40, 5],
    spacingMm: [1, 1, 3],
    originMm: [-19.5, -19.5, -3],
    axes: PATIENT_AXES,
  };
  const regions = (attributes: Attributes) =>
    rtStructureSet(parseDicomFile(dicomFile(attributes), "rs.dcm")).regions;

  test("a square of 20 mm with a hole of 8 mm on three planes of 3 mm is 3.024 mL by voxels, points and polygons", () => {
    const [ring] = regions(structureSet([0, 3, 6]));

    expect(ring!.name).toBe("Ring");
    expect(occupiedVoxels(maskFromContours(ring!.contours, grid)!)).toBe(3 * (400 - 64));
    expect(volumeMl(maskFromContours(ring!.contours, grid, 4)!)).toBeCloseTo(3.024, 6);
    expect(contoursMl(ring!.contours, grid)).toBeCloseTo(3.024, 6);
  });

  test("contours that cross the slices are no region of the grid", () => {
    const [ring] = regions(structureSet([0, 3]));
    const turned: Grid = { ...grid, axes: [PATIENT_AXES[2], PATIENT_AXES[1], PATIENT_AXES[0]] };

    expect(maskFromContours(ring!.contours, turned)).toBeUndefined();
  });

  test("coordinates that do not fit their count are refused", () => {
    const broken = structureSet([], {
      ROIContourSequence: [
        {
          ReferencedROINumber: "1",
          ContourSequence: [
            {
              ContourGeometricType: "CLOSED_PLANAR",
              NumberOfContourPoints: "3",
              ContourData: "0\\0\\0\\1",
            },
          ],
        },
      ],
    });

    expect(() => regions(broken)).toThrow(/rs\.dcm: ContourData .* 4 numbers for 3 points/);
  });
});

describe("segmentations", () => {
  const read = (attributes: Attributes) =>
    segmentation(parseDicomFile(dicomFile(attributes), "seg.dcm"));

  test("frames in any order, with gaps and overlaps, fill the lattice they span", () => {
    const { grid, segments } = read(
      segmentationFile([
        [2, 9, [0, 5]],
        [1, 0, [1, 2, 3]],
        [1, 9, [0]],
      ]),
    );

    expect(grid).toMatchObject({ size: [3, 2, 4], spacingMm: [2, 2, 3], originMm: [0, 0, 0] });
    const voxels = segments.map(({ mask }) => {
      const found: number[] = [];
      forEachVoxel(mask, (index) => found.push(index));
      return found;
    });
    expect(voxels).toEqual([
      [1, 2, 3, 18],
      [18, 23],
    ]);
    expect(segments.map(({ name }) => name)).toEqual(["Part 1", "Part 2"]);
  });

  test("an occupancy is a fraction; a probability decides whole voxels and says so", () => {
    const eight = (type: string) =>
      read(
        segmentationFile([[1, 0, []]], {
          BitsAllocated: 8,
          SegmentationType: "FRACTIONAL",
          SegmentationFractionalType: type,
          MaximumFractionalValue: 200,
          PixelData: Uint8Array.of(0, 50, 100, 150, 200, 0),
        }),
      );

    expect(occupiedVoxels(eight("OCCUPANCY").segments[0]!.mask)).toBe(2.5);
    expect(occupiedVoxels(eight("PROBABILITY").segments[0]!.mask)).toBe(3);
    expect(eight("PROBABILITY").notes.join()).toContain("at least one half");
  });

  test.each<[string, Attributes, RegExp]>([
    [
      "two frames in one place",
      segmentationFile([
        [1, 0, []],
        [1, 0, []],
      ]),
      /segment 1 has two frames/,
    ],
    [
      "a frame off the lattice",
      segmentationFile([
        [1, 0, []],
        [1, 3, []],
        [1, 4, []],
      ]),
      /lies off the lattice of 3 mm/,
    ],
    [
      "too few bits",
      segmentationFile(
        [
          [1, 0, []],
          [1, 3, []],
        ],
        { PixelData: new Uint8Array(0) },
      ),
      /PixelData/,
    ],
    ["no frames", segmentationFile([]), /PerFrameFunctionalGroupsSequence .* is missing/],
    [
      "a label map",
      segmentationFile([[1, 0, []]], { SegmentationType: "LABELMAP" }),
      /SegmentationType .* LABELMAP/,
    ],
  ])("%s: refused", (_, attributes, reason) => {
    expect(() => read(attributes)).toThrow(reason);
  });
});

describe("times", () => {
  test("a change to summer time between scans takes an hour off the wall clock", () => {
    const winter = momentFromIso("2026-03-28T12:00:00+01:00", "at");
    const summer = momentFromIso("2026-03-29T12:00:00+02:00", "at");

    expect(secondsBetween(winter, summer)).toBe(23 * 3600);
    expect(isoOf(summer)).toBe("2026-03-29T12:00:00+02:00");
  });

  test("an administration in UTC and a scan on a clock an hour ahead are an hour closer", () => {
    const drug = { ...lutetium, RadiopharmaceuticalStartDateTime: "20260302100000+0000" };
    const slice = ptSlice(0, {
      TimezoneOffsetFromUTC: "+0100",
      RadiopharmaceuticalInformationSequence: [drug],
    });

    const [phase] = ptPhases(sources([slice]), {});

    expect(hoursAfterAdministration(phase!.facts)).toBe(1);
    expect(isoOf(phase!.facts.scanAt!)).toBe("2026-03-02T12:00:00+01:00");
  });

  test("text is decoded by the character set of the file", () => {
    const header = (bytes: Uint8Array) => dicomHeader(parseDicomHeader(bytes, "a.dcm")!);
    const utf8 = ptSlice(0, {
      SpecificCharacterSet: "ISO_IR 192",
      PatientName: "M\u00c3\u00bcller",
    });
    const latin = ptSlice(0, { SpecificCharacterSet: "ISO_IR 100", PatientName: "M\u00fcller" });

    expect(header(dicomFile(utf8)).patientName).toBe("Müller");
    expect(header(dicomFile(latin)).patientName).toBe("Müller");
  });
});
