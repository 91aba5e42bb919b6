import { afterEach, expect, test, vi } from "vitest";
import { elastix, plastimatch } from "../../src/cli/bench/otherRegistrations";
import { benchPair, PAIR_GRID, smoothTruth } from "../../src/cli/bench/pair";
import { scipyTimes } from "../../src/cli/bench/scipyTimes";
import { toVoxel } from "../../src/volume/grid";
import { linearSampler } from "../../src/volume/interpolation";

afterEach(() => vi.unstubAllEnvs());

test("what the fixed image shows at a point, the moving one shows where the truth puts it", () => {
  const truth = smoothTruth();
  const { fixed, moving, points } = benchPair(truth);
  const seen = linearSampler(moving, 0);

  expect(points.length).toBeGreaterThan(500);
  const differences = points.map(({ voxel, mm }) =>
    Math.abs(fixed.values[voxel]! - seen(...toVoxel(PAIR_GRID, truth(mm)))),
  );
  // 1 % noise in each of two images of about 1000, and what interpolation smooths.
  expect(Math.max(...differences)).toBeLessThan(80);
});

test("programs that are not there are left out", async () => {
  vi.stubEnv("PATH", "/nowhere");

  expect(await elastix.version()).toBeUndefined();
  expect(await plastimatch.version()).toBeUndefined();
  expect(await scipyTimes("bench_scipy.py", new AbortController().signal)).toContain("left out");
});
