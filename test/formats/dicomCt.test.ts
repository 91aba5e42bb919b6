import { describe, expect, test } from "vitest";
import { ctPhases, readCtPhase } from "../../src/formats/dicom/ctSeries";
import { quietWork } from "../../src/work";
import { ctSlice, dicomFile, joined } from "../support/dicom";
import { dicomSource, dicomSources } from "../support/dicomSources";

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

describe("CT", () => {
  test("padding is air, localizers are left out, values are Hounsfield units", async () => {
    const padded = (z: number) => ctSlice(z, { PixelPaddingValue: 1 });
    const localizer = ctSlice(50, { ImageType: "ORIGINAL\\PRIMARY\\LOCALIZER" });

    const [phase] = ctPhases(dicomSources([padded(3), localizer, padded(0)]));
    const ct = await readCtPhase(phase!, quietWork());

    expect(ct.grid.size).toEqual([4, 3, 2]);
    expect([...ct.values.subarray(0, 3)]).toEqual([-1000, -1022, -1021]);
  });

  test("12 bits stored keep their sign and drop what lies above them", async () => {
    const twelve = { BitsStored: 12, HighBit: 11, PixelRepresentation: 1 };
    const stored = Uint16Array.from({ length: 12 }, (_, i) => 0xf000 | (0x1000 - i));

    const [phase] = ctPhases(
      dicomSources([0, 3].map((z) => ctSlice(z, { ...twelve, PixelData: stored }))),
    );
    const ct = await readCtPhase(phase!, quietWork());

    expect([...ct.values.subarray(0, 3)]).toEqual([-1024, -1025, -1026]);
  });

  test("run-length encoded pixels are those of the plain file, and broken runs are refused", async () => {
    const rle = (packed: readonly number[]) =>
      dicomSource(
        encapsulated(dicomFile(ctSlice(0, { PixelData: undefined }), RLE), packed),
        "rle.dcm",
      );
    const high = [255 - 10, 0]; // 12 times 0
    const low = [3, 1, 2, 3, 4, 257 - 8, 9]; // 1 2 3 4, 8 times 9

    const [phase] = ctPhases([rle(rleFrame([high, low]))]);
    const [broken] = ctPhases([rle(rleFrame([high, low.slice(0, 4)]))]);

    const ct = await readCtPhase(phase!, quietWork());
    expect([...ct.values.subarray(0, 6)]).toEqual([1, 2, 3, 4, 9, 9].map((v) => v - 1024));
    await expect(readCtPhase(broken!, quietWork())).rejects.toThrow(/rle\.dcm: RLE segment ends/);
  });

  test("a cancelled reading stops", async () => {
    const [phase] = ctPhases(dicomSources([ctSlice(0), ctSlice(3)]));
    const cancelled = { signal: AbortSignal.abort(new Error("cancelled")), report: () => {} };

    await expect(readCtPhase(phase!, cancelled)).rejects.toThrow("cancelled");
  });
});
