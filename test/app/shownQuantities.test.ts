import { expect, test } from "vitest";
import type { OpenPlan } from "../../src/app/openPlan";
import { isQuantity, offeredQuantities, shownMap } from "../../src/app/shownQuantities";
import { smallVoiStructures } from "../../src/app/smallVoiStructures";
import { MAP_STATUS } from "../../src/app/voxelStatus";
import { type Grid, PATIENT_AXES } from "../../src/volume/grid";
import { maskFromValues, volumeMl } from "../../src/volume/mask";
import { translation } from "../../src/volume/transform";
import { volume } from "../../src/volume/volume";
import { withGpu } from "../support/gpu";

const GRID: Grid = {
  size: [12, 12, 12],
  spacingMm: [4, 4, 4],
  originMm: [0, 0, 0],
  axes: PATIENT_AXES,
};
const N = 12 ** 3;
const WORK = { signal: new AbortController().signal, report: () => {} };

/** Two scans, the second of them 8 mm along x, with one hot voxel that lies at (5, 6, 6) of the reference. */
function twoScans(): OpenPlan {
  const hot = (i: number) => {
    const activity = volume("activityBqPerMl", GRID);
    activity.values[i + 12 * (6 + 12 * 6)] = 64_000;
    return activity;
  };
  const scan = (n: number, i: number) => ({
    id: `scan${n}`,
    label: `${24 * n} h`,
    nuclide: "Lu-177",
    hoursAfterAdministration: 24 * n,
    activity: hot(i),
  });
  const alignment = (xMm: number) => ({ transform: translation([xMm, 0, 0]), structures: [] });
  const halfLives = volume("image", GRID, new Float32Array(N).fill(50));
  const maps = {
    effectiveHalfLifeH: halfLives,
    tiaBqHPerMl: volume("image", GRID, new Float32Array(N).fill(1e6)),
    tiaErrorPercent: halfLives,
    status: volume("labels", GRID, new Float32Array(N).fill(MAP_STATUS.indexOf("empty"))),
  };
  return {
    study: { timePoints: [scan(1, 5), scan(2, 7)], reference: 0 },
    result: {
      doseGyPerGBq: volume("doseGyPerGBq", GRID),
      alignments: [alignment(0), alignment(8)],
      voxelKinetics: { maps },
    },
  } as unknown as OpenPlan;
}

test("the activity of every scan is shown where the reference has it, in kBq/mL at its time; what it does not see has no number", () =>
  withGpu(async (gpu) => {
    const plan = twoScans();
    const hot = 5 + 12 * (6 + 12 * 6);

    const first = await shownMap(gpu, plan, "scan:0", WORK);
    const second = await shownMap(gpu, plan, "scan:1", WORK);

    expect(first.volume.values[hot]).toBe(64);
    expect(second.volume.values[hot]).toBeCloseTo(64, 3);
    expect(second.unit).toBe("kBq/mL");
    expect(second.title).toBe("Activity at 48.0 h, Lu-177");
    const row = Array.from({ length: 12 }, (_, i) => second.volume.values[i + 12 * (6 + 12 * 6)]!);
    expect(row.map((value) => Number.isNaN(value))).toEqual([...Array(10).fill(false), true, true]);
  }));

test("maps of voxels are offered where voxels were fitted, and empty voxels show no status", () =>
  withGpu(async (gpu) => {
    const plan = twoScans();
    expect(offeredQuantities(plan).maps.map(({ id }) => id)).toEqual([
      "effectiveHalfLifeH",
      "tiaBqHPerMl",
      "tiaErrorPercent",
      "status",
    ]);
    const over = { ...plan, result: { ...plan.result, voxelKinetics: undefined } } as never;
    expect(offeredQuantities(over).maps).toEqual([]);
    expect(["scan:0", "status", "dose", "method", "minus:2"].map(isQuantity)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);

    const status = await shownMap(gpu, plan, "status", WORK);
    expect(status.volume.values.every(Number.isNaN)).toBe(true);
    expect(status.names).toBe(MAP_STATUS);
  }));

test("small volumes are spheres of their volume about their place, under ids of their own", () => {
  const mask = maskFromValues(GRID, new Float32Array(N).fill(1));
  const structures = [{ id: "liver", name: "Liver", role: "organ", mask }] as const;
  const small = { structureId: "liver", centreMm: [22, 22, 22], volumeMl: 4 };

  const [sphere] = smallVoiStructures({ smallVolumes: [small], structures } as never);

  expect(sphere!.id).toBe("small:liver");
  expect(volumeMl(sphere!.mask)).toBeCloseTo(4, 1);
  expect(smallVoiStructures({ structures } as never)).toEqual([]);
});
