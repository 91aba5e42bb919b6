import { type Keyword, TAGS } from "../../src/formats/dicom/tags";

/** Attributes of a data set by keyword. Numbers are US, arrays of data sets SQ, typed arrays OW, `fd` FD, the rest text. */
export type Attributes = {
  readonly [K in Keyword]?:
    | string
    | number
    | Uint8Array
    | Uint16Array
    | { readonly fd: number }
    | readonly Attributes[]
    | undefined;
};

const EXPLICIT = "1.2.840.10008.1.2.1";

/** A Part 10 file in explicit little endian, whatever transfer syntax its header claims. */
export function dicomFile(attributes: Attributes, transferSyntax = EXPLICIT): Uint8Array {
  const preamble = new Uint8Array(132);
  preamble.set(ascii("DICM"), 128);
  const meta = encode({ TransferSyntaxUID: transferSyntax });
  return joined([preamble, meta, encode(attributes)]);
}

const UID = "2.25.1";

/** One slice of a BQML PET, 4 × 3 pixels of 2 mm, at `zMm`; the stored values count up from 1. */
export const ptSlice = (zMm: number, over: Attributes = {}): Attributes => ({
  SOPClassUID: "1.2.840.10008.5.1.4.1.1.128",
  SOPInstanceUID: `${UID}.${Math.round(1000 + zMm)}`,
  SeriesDate: "20260302",
  AcquisitionDate: "20260302",
  SeriesTime: "120000",
  AcquisitionTime: "120000",
  Modality: "PT",
  PatientName: "Doe^Jane",
  PatientID: "P1",
  PatientWeight: "70",
  SliceThickness: "3",
  ActualFrameDuration: "600000",
  StudyInstanceUID: `${UID}.1`,
  SeriesInstanceUID: `${UID}.2`,
  ImagePositionPatient: `-3\\-2\\${zMm}`,
  ImageOrientationPatient: "1\\0\\0\\0\\1\\0",
  FrameOfReferenceUID: `${UID}.3`,
  ...pixels(4, 3),
  PixelSpacing: "2\\2",
  RescaleIntercept: "0",
  RescaleSlope: "10",
  RadiopharmaceuticalInformationSequence: [lutetium],
  Units: "BQML",
  DecayCorrection: "START",
  ...over,
});

/** 7.4 GBq of Lu-177 given two hours before the scan of `ptSlice`. */
export const lutetium: Attributes = {
  RadionuclideTotalDose: "7.4e9",
  RadionuclideHalfLife: "574300",
  RadiopharmaceuticalStartDateTime: "20260302100000",
  RadionuclideCodeSequence: [{ CodeValue: "C-163A8", CodeMeaning: "^177^Lutetium" }],
};

/** One CT slice of 4 × 3 pixels of 2 mm at `zMm`. */
export const ctSlice = (zMm: number, over: Attributes = {}): Attributes =>
  ptSlice(zMm, {
    SOPClassUID: "1.2.840.10008.5.1.4.1.1.2",
    Modality: "CT",
    SeriesInstanceUID: `${UID}.4`,
    RescaleIntercept: "-1024",
    RescaleSlope: "1",
    Units: undefined,
    DecayCorrection: undefined,
    RadiopharmaceuticalInformationSequence: undefined,
    ...over,
  });

/** A reconstructed SPECT of 4 × 3 × 2 voxels with a real-world mapping of 5 Bq/mL a unit. */
export const nmVolume = (over: Attributes = {}): Attributes => ({
  ...ptSlice(0),
  SOPClassUID: "1.2.840.10008.5.1.4.1.1.20",
  SeriesInstanceUID: `${UID}.5`,
  Modality: "NM",
  ImageType: "ORIGINAL\\PRIMARY\\RECON TOMO\\EMISSION",
  ImagePositionPatient: undefined,
  ImageOrientationPatient: undefined,
  RescaleSlope: undefined,
  RescaleIntercept: undefined,
  Units: undefined,
  DecayCorrection: undefined,
  ...pixels(4, 3, 2),
  SliceVector: new Uint16Array([1, 2]),
  SpacingBetweenSlices: "3",
  CorrectedImage: "ATTN\\SCAT",
  RadiopharmaceuticalInformationSequence: [{ ...lutetium, RadionuclideTotalDose: "7400" }],
  DetectorInformationSequence: [
    { ImagePositionPatient: "-3\\-2\\100", ImageOrientationPatient: "1\\0\\0\\0\\1\\0" },
  ],
  RotationInformationSequence: [{ ActualFrameDuration: "20000", NumberOfFramesInRotation: 60 }],
  RealWorldValueMappingSequence: [
    {
      MeasurementUnitsCodeSequence: [{ CodeValue: "{counts}" }],
      RealWorldValueSlope: { fd: 7 },
      RealWorldValueIntercept: { fd: 0 },
    },
    {
      MeasurementUnitsCodeSequence: [{ CodeValue: "kBq/ml" }],
      RealWorldValueSlope: { fd: 0.005 },
      RealWorldValueIntercept: { fd: 0 },
    },
  ],
  ...over,
});

/** A binary SEG on 3 × 2 pixels of 2 mm: frames as [segment, z in mm, pixels set], packed into bits without gaps. */
export const segmentationFile = (
  frames: readonly (readonly [segment: number, zMm: number, pixels: readonly number[]])[],
  over: Attributes = {},
): Attributes => ({
  SOPClassUID: "1.2.840.10008.5.1.4.1.1.66.4",
  SOPInstanceUID: `${UID}.8`,
  Modality: "SEG",
  PatientID: "P1",
  StudyInstanceUID: `${UID}.1`,
  SeriesInstanceUID: `${UID}.9`,
  FrameOfReferenceUID: `${UID}.3`,
  Rows: 2,
  Columns: 3,
  NumberOfFrames: String(frames.length),
  BitsAllocated: 1,
  SegmentationType: "BINARY",
  SegmentSequence: [1, 2].map((number) => ({
    SegmentNumber: number,
    SegmentLabel: `Part ${number}`,
  })),
  SharedFunctionalGroupsSequence: [
    {
      PlaneOrientationSequence: [{ ImageOrientationPatient: "1\\0\\0\\0\\1\\0" }],
      PixelMeasuresSequence: [{ PixelSpacing: "2\\2", SliceThickness: "3" }],
    },
  ],
  PerFrameFunctionalGroupsSequence: frames.map(([segment, zMm]) => ({
    PlanePositionSequence: [{ ImagePositionPatient: `0\\0\\${zMm}` }],
    SegmentIdentificationSequence: [{ ReferencedSegmentNumber: segment }],
  })),
  PixelData: bitsOf(
    frames.map(([, , pixels]) => pixels),
    6,
  ),
  ...over,
});

function bitsOf(frames: readonly (readonly number[])[], pixels: number): Uint8Array {
  const bytes = new Uint8Array(2 * Math.ceil((frames.length * pixels) / 16));
  frames.forEach((set, frame) => {
    for (const pixel of set) {
      const bit = frame * pixels + pixel;
      bytes[bit >> 3]! |= 1 << (bit & 7);
    }
  });
  return bytes;
}

/** A square of 20 mm around the axis at each of `zMm`, and its hole of 8 mm. */
export const structureSet = (zMm: readonly number[], over: Attributes = {}): Attributes => ({
  SOPClassUID: "1.2.840.10008.5.1.4.1.1.481.3",
  SOPInstanceUID: `${UID}.6`,
  Modality: "RTSTRUCT",
  PatientID: "P1",
  StudyInstanceUID: `${UID}.1`,
  SeriesInstanceUID: `${UID}.7`,
  StructureSetLabel: "Lesions",
  StructureSetROISequence: [
    { ROINumber: "1", ROIName: "Ring", ReferencedFrameOfReferenceUID: `${UID}.3` },
  ],
  ROIContourSequence: [
    {
      ReferencedROINumber: "1",
      ROIDisplayColor: "255\\0\\0",
      ContourSequence: zMm.flatMap((z) => [square(10, z), square(4, z)]),
    },
  ],
  ...over,
});

const square = (half: number, z: number): Attributes => ({
  ContourGeometricType: "CLOSED_PLANAR",
  NumberOfContourPoints: "4",
  ContourData: [
    [-half, -half],
    [half, -half],
    [half, half],
    [-half, half],
  ]
    .map(([x, y]) => `${x}\\${y}\\${z}`)
    .join("\\"),
});

function pixels(columns: number, rows: number, frames = 1): Attributes {
  return {
    SamplesPerPixel: 1,
    ...(frames > 1 ? { NumberOfFrames: String(frames) } : {}),
    Rows: rows,
    Columns: columns,
    BitsAllocated: 16,
    BitsStored: 16,
    HighBit: 15,
    PixelRepresentation: 0,
    PixelData: Uint16Array.from({ length: columns * rows * frames }, (_, i) => i + 1),
  };
}

function encode(attributes: Attributes): Uint8Array {
  const sorted = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (TAGS[a as Keyword] < TAGS[b as Keyword] ? -1 : 1));
  return joined(sorted.map(([keyword, value]) => encodeElement(keyword as Keyword, value!)));
}

function encodeElement(keyword: Keyword, value: NonNullable<Attributes[Keyword]>): Uint8Array {
  const tag = TAGS[keyword];
  const head = new Uint8Array(12);
  const view = new DataView(head.buffer);
  view.setUint16(0, Number.parseInt(tag.slice(1, 5), 16), true);
  view.setUint16(2, Number.parseInt(tag.slice(5), 16), true);
  const { vr, bytes } = encodeValue(keyword, value);
  head.set(ascii(vr), 4);
  if (vr === "SQ" || vr === "OW") view.setUint32(8, bytes.length, true);
  else view.setUint16(6, bytes.length, true);
  return joined([head.subarray(0, vr === "SQ" || vr === "OW" ? 12 : 8), bytes]);
}

function encodeValue(keyword: Keyword, value: NonNullable<Attributes[Keyword]>) {
  if (typeof value === "number") return { vr: "US", bytes: rawBytes(Uint16Array.of(value)) };
  if (value instanceof Uint16Array)
    return { vr: keyword === "SliceVector" ? "US" : "OW", bytes: rawBytes(value) };
  if (value instanceof Uint8Array) return { vr: "OW", bytes: value };
  if (typeof value === "string") {
    const padding = value.length % 2 === 1 ? (keyword.endsWith("UID") ? "\0" : " ") : "";
    return { vr: keyword.endsWith("UID") ? "UI" : "LO", bytes: ascii(value + padding) };
  }
  if ("fd" in value) return { vr: "FD", bytes: rawBytes(Float64Array.of(value.fd)) };
  return { vr: "SQ", bytes: joined(value.map(encodeItem)) };
}

function encodeItem(attributes: Attributes): Uint8Array {
  const content = encode(attributes);
  const head = new Uint8Array([0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0]);
  new DataView(head.buffer).setUint32(4, content.length, true);
  return joined([head, content]);
}

const rawBytes = (array: Uint16Array | Float64Array) =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
