import { expect, test } from "vitest";
import { loadLabelMap } from "../../src/records/loadStructures";
import { occupiedVoxels } from "../../src/volume/mask";
import { ctSlice, dicomFile, segmentationFile } from "../support/dicom";

const twoSegments = dicomFile(
  segmentationFile([
    [1, 0, [1, 2, 3]],
    [2, 3, []],
  ]),
);
const load = (bytes: Uint8Array, number: string) =>
  loadLabelMap(
    "seg.dcm",
    { [number]: { id: "kidney", name: "Kidney", role: "organ" } },
    async () => bytes,
  );

test("a segment of a DICOM segmentation becomes the structure that the case names", async () => {
  const { structures } = await load(twoSegments, "1");

  expect(structures[0]).toMatchObject({
    id: "kidney",
    role: "organ",
    source: "seg.dcm, segment 1",
  });
  expect(occupiedVoxels(structures[0]!.mask)).toBe(3);
});

test.each([
  ["a segment that is not there", twoSegments, "7", /segment 7 \(Kidney\) is not in the file/],
  ["an empty segment", twoSegments, "2", /segment 2 \(Kidney\) is empty/],
  [
    "another DICOM object",
    dicomFile(ctSlice(0)),
    "1",
    /holds no labels; expected NIfTI or a DICOM segmentation/,
  ],
])("%s is refused", async (_, bytes, number, reason) => {
  await expect(load(bytes, number)).rejects.toThrow(reason);
});
