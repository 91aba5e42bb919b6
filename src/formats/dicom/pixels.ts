import { InputError } from "../../inputError";
import {
  DEFLATED,
  type DicomItem,
  EXPLICIT_BIG_ENDIAN,
  EXPLICIT_LITTLE_ENDIAN,
  IMPLICIT_LITTLE_ENDIAN,
} from "./dicomFile";
import { decodeRleFrame } from "./rle";
import { attributeName } from "./tags";
import { decimal, element, missing, requiredShort, shorts } from "./values";

/** The stored values of every frame, before any slope: columns fastest, then rows, then frames. */
export interface StoredPixels {
  readonly columns: number;
  readonly rows: number;
  readonly frames: number;
  readonly values: Int32Array | Uint32Array;
}

/** The form of the pixels, from the header alone. */
export interface PixelFormat {
  readonly columns: number;
  readonly rows: number;
  readonly frames: number;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
}

const MAX_PIXELS = 2 ** 29; // 2 GiB of 32-bit values: what a typed array of every engine can hold
const RLE = "1.2.840.10008.1.2.5";
const NATIVE = [IMPLICIT_LITTLE_ENDIAN, EXPLICIT_LITTLE_ENDIAN, EXPLICIT_BIG_ENDIAN, DEFLATED];

/** True when each frame is packed on its own. */
export const isRle = ({ transferSyntax }: DicomItem): boolean => transferSyntax === RLE;

/** Compressed forms by their UID, and the free tool that converts each to a readable one without loss. */
const COMPRESSED: Readonly<Record<string, readonly [name: string, convert: string]>> = {
  "1.2.840.10008.1.2.4.50": ["JPEG baseline (lossy)", "dcmdjpeg"],
  "1.2.840.10008.1.2.4.51": ["JPEG extended (lossy)", "dcmdjpeg"],
  "1.2.840.10008.1.2.4.57": ["JPEG lossless", "dcmdjpeg"],
  "1.2.840.10008.1.2.4.70": ["JPEG lossless, first-order prediction", "dcmdjpeg"],
  "1.2.840.10008.1.2.4.80": ["JPEG-LS lossless", "dcmdjpls"],
  "1.2.840.10008.1.2.4.81": ["JPEG-LS near-lossless", "dcmdjpls"],
  "1.2.840.10008.1.2.4.90": ["JPEG 2000 lossless", "gdcmconv --raw"],
  "1.2.840.10008.1.2.4.91": ["JPEG 2000", "gdcmconv --raw"],
};

/** Why the pixels of this file cannot be decoded, as a sentence; undefined when they can. */
export function compressionProblem(item: DicomItem): string | undefined {
  const syntax = item.transferSyntax;
  if (syntax === RLE || NATIVE.includes(syntax)) return undefined;
  const [name, convert] = COMPRESSED[syntax] ?? [
    "a form this program does not decode",
    "gdcmconv --raw",
  ];
  return `${item.file}: pixels are compressed as ${name} (transfer syntax ${syntax}); convert first: ${convert} in.dcm out.dcm`;
}

/**
 * Sizes and sample format; nothing is trusted before it fits.
 *
 * @throws InputError for absent, impossible or unsupported values (colour, 1-bit, more than 32 bits).
 */
export function pixelFormat(item: DicomItem): PixelFormat {
  const columns = requiredShort(item, "Columns");
  const rows = requiredShort(item, "Rows");
  const frames = decimal(item, "NumberOfFrames") ?? 1;
  const bitsAllocated = requiredShort(item, "BitsAllocated");
  const bitsStored = shorts(item, "BitsStored")[0] ?? bitsAllocated;
  const highBit = shorts(item, "HighBit")[0] ?? bitsStored - 1;
  const samples = shorts(item, "SamplesPerPixel")[0] ?? 1;
  const refuse = (what: string) => new InputError(`${item.file}: ${what}`);
  if (columns === 0 || rows === 0 || !Number.isInteger(frames) || frames < 1)
    throw refuse(`no image of ${columns} × ${rows} × ${frames} pixels`);
  if (columns * rows * frames > MAX_PIXELS)
    throw refuse(`${columns} × ${rows} × ${frames} pixels are more than this program takes`);
  if (samples !== 1) throw refuse(`${samples} samples a pixel (colour); expected 1`);
  if (![8, 16, 32].includes(bitsAllocated))
    throw refuse(`${attributeName("BitsAllocated")} is ${bitsAllocated}; expected 8, 16 or 32`);
  if (
    bitsStored < 1 ||
    bitsStored > bitsAllocated ||
    highBit < bitsStored - 1 ||
    highBit >= bitsAllocated
  )
    throw refuse(
      `${bitsStored} bits stored below bit ${highBit} of ${bitsAllocated} are impossible`,
    );
  const signed = shorts(item, "PixelRepresentation")[0] === 1;
  return { columns, rows, frames, bitsAllocated, bitsStored, highBit, signed };
}

/**
 * Decodes the pixel data: native (either byte order, deflated) and RLE.
 *
 * @throws InputError for other compressions and for pixel data of another length than the header announces.
 */
export function storedPixels(item: DicomItem): StoredPixels {
  const format = pixelFormat(item);
  const { columns, rows, frames } = format;
  const bytes = sampleBytes(item, {
    frames,
    samplesPerFrame: columns * rows,
    bytesPerSample: format.bitsAllocated / 8,
  });
  const count = columns * rows * frames;
  const values = format.signed ? new Int32Array(count) : new Uint32Array(count);
  const bigEndian = item.transferSyntax === EXPLICIT_BIG_ENDIAN;
  unpackSamples(bytes, format, bigEndian, values);
  return { columns, rows, frames, values };
}

/**
 * The bytes of all samples: the element itself, or its RLE frames decoded.
 *
 * @throws InputError for other compressions and when the bytes do not match the frames.
 */
export function sampleBytes(
  item: DicomItem,
  { frames, samplesPerFrame, bytesPerSample }: SampleLayout,
): Uint8Array {
  const compressed = compressionProblem(item);
  if (compressed) throw new InputError(compressed);
  const pixels = element(item, "PixelData");
  if (!pixels) throw missing(item, "PixelData");
  const { byteArray } = item.dataSet;
  const frameBytes = samplesPerFrame * bytesPerSample;
  const expected = frameBytes * frames;
  if (item.transferSyntax !== RLE) {
    if (pixels.length < expected || pixels.length > expected + 1)
      throw new InputError(
        `${item.file}: ${attributeName("PixelData")} holds ${pixels.length} bytes; ${frames} frames of ${frameBytes} bytes need ${expected}`,
      );
    return byteArray.subarray(pixels.dataOffset, pixels.dataOffset + expected);
  }
  const fragments = pixels.fragments ?? [];
  if (fragments.length !== frames)
    throw new InputError(
      `${item.file}: ${fragments.length} RLE fragments for ${frames} frames; expected one a frame`,
    );
  const all = new Uint8Array(expected);
  fragments.forEach(({ position, length }, frame) => {
    const packed = byteArray.subarray(position, position + length);
    const plain = decodeRleFrame(packed, samplesPerFrame, bytesPerSample, item.file);
    all.set(plain, frame * frameBytes);
  });
  return all;
}

/** How the samples of an element lie: frame after frame, each of so many samples. */
export interface SampleLayout {
  readonly frames: number;
  readonly samplesPerFrame: number;
  readonly bytesPerSample: number;
}

/** Reads samples into `values`: the stored bits alone, with their sign. */
function unpackSamples(
  bytes: Uint8Array,
  { bitsAllocated, bitsStored, highBit, signed }: PixelFormat,
  bigEndian: boolean,
  values: Int32Array | Uint32Array,
): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sampleAt =
    bitsAllocated === 8
      ? (i: number) => view.getUint8(i)
      : bitsAllocated === 16
        ? (i: number) => view.getUint16(2 * i, !bigEndian)
        : (i: number) => view.getUint32(4 * i, !bigEndian);
  const left = 31 - highBit;
  const right = 32 - bitsStored;
  for (let i = 0; i < values.length; i++) {
    const aligned = sampleAt(i) << left;
    values[i] = signed ? aligned >> right : aligned >>> right;
  }
}
