import { expect, test } from "vitest";
import { voxelKernel } from "../../src/dosimetry/voxelKernel";
import { voxelSTable } from "../../src/dosimetry/voxelSTable";
import { analyticKernel } from "../support/analyticKernels";

test("1 MeV left in 1 g makes an S value of 0.160218 mGy/(MBq s), and the table holds one octant, i fastest", () => {
  const kernel = voxelKernel(
    analyticKernel(() => 1, 1, 1),
    {
      spacingMm: [10, 10, 10],
      densityGPerCm3: 1,
      half: [1, 1, 0],
    },
  );

  const [, ...lines] = voxelSTable(kernel, ["remark"]).trimEnd().split("\n");

  expect(lines.slice(0, 2)).toEqual(["# remark", "i,j,k,S"]);
  expect(lines.slice(2).map((line) => line.split(",").slice(0, 3).join())).toEqual([
    "0,0,0",
    "1,0,0",
    "0,1,0",
    "1,1,0",
  ]);
  expect(Number(lines[2]!.split(",")[3])).toBeCloseTo(0.160218, 6);
});
