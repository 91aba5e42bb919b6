import { describe, expect, test } from "vitest";
import { parseDicomFile } from "../../src/formats/dicom/dicomFile";
import { ptPhases } from "../../src/formats/dicom/ptSeries";
import { InputError } from "../../src/inputError";
import { type Attributes, dicomFile, lutetium, ptSlice } from "../support/dicom";
import { dicomSource, dicomSources, readPt } from "../support/dicomSources";

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
    const compressed = dicomSource(dicomFile(ptSlice(0), syntax), "slice0.dcm");

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
    const [phase] = ptPhases(dicomSources(both(unknown)), {});
    const [other] = ptPhases(dicomSources(both(drug({ RadionuclideHalfLife: "6586" }))), {});

    expect(phase!.facts.problems.join()).toContain('no decay facts of "Unobtainium"');
    expect(phase!.facts.questions.map(({ about }) => about)).toEqual([
      "nuclide",
      "administeredMBq",
    ]);
    expect(other!.facts.problems.join()).toContain("half-life in the file is 6586 s");
  });
});
