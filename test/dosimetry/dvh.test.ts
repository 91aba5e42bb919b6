import { describe, expect, test } from "vitest";
import { atActivity, DVH_BINS, dvhOf } from "../../src/dosimetry/dvh";
import { cumulativeMl, doseAtVolumePercent } from "../../src/dosimetry/dvhMetrics";
import { upload } from "../../src/gpu/deviceVolume";
import { InputError } from "../../src/inputError";
import { type Triple, voxelCount } from "../../src/volume/grid";
import { regionHistogram } from "../../src/volume/histogram";
import { type Mask, maskFromValues } from "../../src/volume/mask";
import { volume } from "../../src/volume/volume";
import { quietWork } from "../../src/work";
import { withGpu } from "../support/gpu";
import { centredGrid, maskOfShape, seededNumbers, volumeOf } from "../support/shapes";

const named = (mask: Mask, name = "kidney") => ({ id: name, name, mask });

describe("a dose that rises evenly from 0 to 6 Gy, oblique to the voxels, has the closed-form DVH over", () => {
  const R = 30;
  const direction: Triple = [0.36, 0.48, 0.8];
  const along = ([x, y, z]: Triple) => x * direction[0] + y * direction[1] + z * direction[2];
  const across = (p: Triple) => Math.sqrt(Math.max(0, Math.hypot(...p) ** 2 - along(p) ** 2));
  const grid = centredGrid([74, 74, 74], 1);
  const ramp = volumeOf("doseGy", grid, (p) => 0.1 * (along(p) + R));
  const cases = [
    {
      shape: "a sphere",
      inside: (p: Triple) => Math.hypot(...p) <= R,
      shareAbove: (h: number) => 1 - 3 * h ** 2 + 2 * h ** 3,
      doseAt: undefined,
    },
    {
      shape: "a cylinder",
      inside: (p: Triple) => Math.abs(along(p)) <= R && across(p) <= 15,
      shareAbove: (h: number) => 1 - h,
      doseAt: (share: number) => 6 * (1 - share),
    },
    {
      shape: "a cone with its tip where it is hot",
      inside: (p: Triple) => Math.abs(along(p)) <= R && across(p) <= (R - along(p)) / 3,
      shareAbove: (h: number) => (1 - h) ** 3,
      doseAt: (share: number) => 6 * (1 - Math.cbrt(share)),
    },
  ];

  test.each(cases)("$shape", ({ inside, shareAbove, doseAt }) =>
    withGpu(async (gpu) => {
      const mask = maskOfShape(grid, inside, 3);

      const [dvh] = await dvhOf(gpu, ramp, [named(mask)], quietWork());

      // A voxel holds one dose, a tenth of a Gy wide here: its own width at both ends of the curve, little elsewhere.
      const cumulative = cumulativeMl(dvh!);
      const errors = cumulative.map(
        (ml, b) => ml / cumulative[0]! - shareAbove(Math.min((b * dvh!.binWidthGy) / 6, 1)),
      );
      expect(Math.max(...errors.map(Math.abs))).toBeLessThan(7e-3);
      const aHundredthGy = 0.01;
      for (const percent of doseAt ? [90, 70, 50, 30, 10] : [])
        expect(Math.abs(doseAtVolumePercent(dvh!, percent) - doseAt!(percent / 100))).toBeLessThan(
          aHundredthGy,
        );
      expect(doseAtVolumePercent(dvh!, 50)).toBeCloseTo(doseAt ? doseAt(0.5) : 3, 2);
    }),
  );
});

describe("fractional, overlapping structures", () => {
  const grid = centredGrid([23, 19, 17], 2);
  const random = seededNumbers(7);
  const dose = volumeOf("doseGyPerGBq", grid, () => 5 * random() ** 2);
  const structures = [
    named(
      maskOfShape(grid, (p) => Math.hypot(...p) < 15),
      "sphere",
    ),
    named(
      maskOfShape(grid, ([x, y]) => x > -4 && y < 6),
      "half",
    ),
    named(
      maskOfShape(grid, () => true, 1),
      "all",
    ),
  ];

  test("are counted on the GPU as on the CPU in f64", () =>
    withGpu(async (gpu) => {
      const dvhs = await dvhOf(gpu, dose, structures, quietWork());

      dvhs.forEach((dvh, s) => {
        const bins = { width: dvh.binWidthGy, count: DVH_BINS };
        const reference = regionHistogram(structures[s]!.mask, dose.values, bins);
        // A dose on the border of two bins may fall into either in f32: compare the running sums, which then differ in one place.
        let gpuMl = 0;
        let cpuMl = 0;
        let differing = 0;
        dvh.counts.forEach((ml, b) => {
          gpuMl += ml;
          cpuMl += reference[b]! * 0.008;
          if (Math.abs(gpuMl - cpuMl) > 1e-6) differing++;
        });
        expect(gpuMl).toBeCloseTo(dvh.volumeMl, 8);
        expect(differing).toBeLessThan(5);
      });
    }));

  test("give the same counts in every run, from the GPU's memory as from the CPU's", () =>
    withGpu(async (gpu) => {
      const onDevice = upload(gpu, dose);

      const first = await dvhOf(gpu, dose, structures, quietWork());
      const second = await dvhOf(gpu, onDevice, structures, quietWork());

      gpu.release(onDevice.buffer);
      expect(second).toEqual(first);
    }));

  test("keep their counts when the activity scales the dose axis", () =>
    withGpu(async (gpu) => {
      const [dvh] = await dvhOf(gpu, dose, structures, quietWork());

      const given = atActivity(dvh!, 7.4);

      expect(given.counts).toBe(dvh!.counts);
      expect(given.meanGy).toBeCloseTo(7.4 * dvh!.meanGy, 12);
      expect(doseAtVolumePercent(given, 30)).toBeCloseTo(7.4 * doseAtVolumePercent(dvh!, 30), 10);
    }));
});

test("5 million voxels of one dose in one bin are all counted, although no 32-bit counter holds them in 2^-24 voxels", () =>
  withGpu(async (gpu) => {
    const grid = centredGrid([256, 256, 80], 1);
    const dose = volume("doseGy", grid, new Float32Array(voxelCount(grid)).fill(2));
    const mask = maskFromValues(grid, new Float32Array(voxelCount(grid)).fill(1 / 3));

    // Two do not fit one buffer of regions.
    const dvhs = await dvhOf(gpu, dose, [named(mask), named(mask)], quietWork());

    for (const dvh of dvhs) {
      expect(dvh.counts[DVH_BINS - 1]).toBeCloseTo((256 * 256 * 80) / 3000, 3);
      expect(dvh.meanGy).toBeCloseTo(2, 12);
    }
  }));

test("a structure that crosses from one slab of a large grid to the next is counted whole", () =>
  withGpu(async (gpu) => {
    const grid = centredGrid([2048, 2048, 4], 1);
    const dose = volume("doseGy", grid);
    const shares = new Float32Array(voxelCount(grid));
    for (let k = 0; k < 4; k++) {
      const at = 1000 + 2048 * (1000 + 2048 * k);
      shares[at] = 0.5;
      dose.values[at] = k + 1;
    }

    const [dvh] = await dvhOf(gpu, dose, [named(maskFromValues(grid, shares))], quietWork());

    const occupied = [...dvh!.counts.entries()].filter(([, ml]) => ml > 0);
    expect(occupied).toEqual([
      [1024, 0.0005],
      [2048, 0.0005],
      [3072, 0.0005],
      [4095, 0.0005],
    ]);
  }));

test("a structure without dose has D_x = 0 everywhere", () =>
  withGpu(async (gpu) => {
    const grid = centredGrid([4, 4, 4], 1);
    const mask = maskOfShape(grid, () => true, 1);

    const [dvh] = await dvhOf(gpu, volume("doseGy", grid), [named(mask)], quietWork());

    expect([0, 50, 100].map((percent) => doseAtVolumePercent(dvh!, percent))).toEqual([0, 0, 0]);
  }));

test("an empty structure is refused by name, and so is a dose that is not a number", () =>
  withGpu(async (gpu) => {
    const grid = centredGrid([4, 4, 4], 1);
    const empty = named(maskFromValues(grid, new Float32Array(64)), "left kidney");
    const whole = named(
      maskOfShape(grid, () => true, 1),
      "spleen",
    );
    const broken = volume("doseGy", grid, new Float32Array(64).fill(Number.NaN));

    const ofEmpty = dvhOf(gpu, volume("doseGy", grid), [empty], quietWork());
    const ofBroken = dvhOf(gpu, broken, [whole], quietWork());

    await expect(ofEmpty).rejects.toThrow(
      new InputError('Structure "left kidney" has no voxel on the grid of the dose'),
    );
    await expect(ofBroken).rejects.toThrow(InputError);
    await expect(ofBroken).rejects.toThrow(/spleen/);
  }));

test("doses too small for the inverse of a bin's width in f32 count as none", () =>
  withGpu(async (gpu) => {
    const grid = centredGrid([4, 3, 2], 10);
    const mask = maskOfShape(grid, () => true, 1);
    const dose = volumeOf("doseGy", grid, ([x]) => (x > 0 ? 1e-36 : 0));

    const [dvh] = await dvhOf(gpu, dose, [named(mask)], quietWork());

    expect(dvh!.counts[0]).toBeCloseTo(24, 6);
    expect(doseAtVolumePercent(dvh!, 90)).toBeLessThan(1e-30);
  }));
