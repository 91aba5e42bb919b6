import { expect, test } from "vitest";
import { recoveredActivities } from "../../src/quantification/recoverActivity";
import { fitRecovery } from "../../src/quantification/recovery";
import { recoveryReadings } from "../../src/quantification/recoveryPhantom";
import { gaussianBlur } from "../../src/volume/gaussian";
import type { Triple } from "../../src/volume/grid";
import { forEachVoxel, type Mask, maskFromValues } from "../../src/volume/mask";
import { sphereMask, sphereRadiusMm } from "../../src/volume/sphereMask";
import { volume } from "../../src/volume/volume";
import { centredGrid } from "../support/shapes";

const GRID = centredGrid([64, 64, 40], 2.5);
const FWHM_MM = 9;
const VOLUMES_ML = [3, 8, 25];
const CENTRES: readonly Triple[] = [
  [-45, 0, 0],
  [35, 40, 0],
  [20, -30, 0],
];
const spheres = VOLUMES_ML.map((ml, s) => sphereMask(GRID, CENTRES[s]!, sphereRadiusMm(ml)));
const BODY: Mask = maskFromValues(GRID, new Float32Array(64 * 64 * 40).fill(1));

/** Spheres of these Bq/mL in water of another, as a camera shows them. */
function seen(levels: readonly number[], background: number) {
  const truth = new Float32Array(64 * 64 * 40).fill(background);
  for (const [s, mask] of spheres.entries())
    forEachVoxel(mask, (i, fraction) => {
      truth[i]! += fraction * (levels[s]! - background);
    });
  return volume("activityBqPerMl", GRID, gaussianBlur(truth, GRID.size, GRID.spacingMm, FWHM_MM));
}

test("the curve of a phantom in cold water gives back other spheres in a warm background within 3 %", () => {
  const phantom = { volumesMl: VOLUMES_ML, sphereLevel: 5e5, backgroundLevel: 0 };
  const curve = fitRecovery(recoveryReadings(seen([5e5, 5e5, 5e5], 0), phantom));
  const levels = [4e5, 8e5, 2e5];

  const found = recoveredActivities(seen(levels, 5e4), spheres, BODY, { curve, fwhmMm: FWHM_MM });

  for (const [s, { activityMBq, recovery }] of found.entries()) {
    const expected = (levels[s]! * VOLUMES_ML[s]!) / 1e6;
    expect(Math.abs(activityMBq / expected - 1), `${VOLUMES_ML[s]} mL`).toBeLessThan(0.03);
    expect(recovery).toBeLessThan(0.9);
  }
});
