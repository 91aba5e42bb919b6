import { describe, expect, test } from "vitest";
import { parseDicomFile } from "../../src/formats/dicom/dicomFile";
import { rtStructureSet } from "../../src/formats/dicom/rtStruct";
import { segmentation } from "../../src/formats/dicom/segmentation";
import { contoursMl, maskFromContours } from "../../src/volume/contours";
import { type Grid, PATIENT_AXES } from "../../src/volume/grid";
import { forEachVoxel, occupiedVoxels, volumeMl } from "../../src/volume/mask";
import { type Attributes, dicomFile, segmentationFile, structureSet } from "../support/dicom";

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
