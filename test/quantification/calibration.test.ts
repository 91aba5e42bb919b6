import { describe, expect, test } from "vitest";
import { InputError } from "../../src/inputError";
import {
  activityOfCounts,
  type CountScan,
  factorFromPatient,
  factorFromPhantom,
  factorFromPlanar,
  startOverMean,
} from "../../src/quantification/calibration";
import { observedRatePerS } from "../../src/quantification/deadTime";
import { findPhantom, insideOf } from "../../src/quantification/findPhantom";
import { recoveryReadings } from "../../src/quantification/recoveryPhantom";
import { type Grid, PATIENT_AXES, type Triple } from "../../src/volume/grid";
import type { Phantom } from "../../src/volume/phantom";
import { PERFECT_CAMERA, simulateEmission } from "../../src/volume/simulateScan";
import { sumOf } from "../../src/volume/statistics";
import { volume } from "../../src/volume/volume";

const TRUE_FACTOR = 1e5;
const DURATION_S = 1200;
const HALF_LIFE_H = 6.007;
const grid: Grid = {
  size: [56, 56, 40],
  spacingMm: [4, 4, 4],
  originMm: [-110, -110, -78],
  axes: PATIENT_AXES,
};
const CENTRES: readonly Triple[] = [
  [50, 0, 0],
  [-25, 43, 0],
  [-25, -43, 0],
];
const RADII_MM = [18, 14, 11];
const spheres: Phantom = CENTRES.map((centreMm, i) => ({
  id: `sphere_${i}`,
  name: `sphere_${i}`,
  role: "other",
  hounsfield: 0,
  solids: [{ kind: "ellipsoid", centreMm, semiAxesMm: [RADII_MM[i]!, RADII_MM[i]!, RADII_MM[i]!] }],
}));
const cylinder: Phantom = [
  {
    id: "water",
    name: "water",
    role: "other",
    hounsfield: 0,
    solids: [{ kind: "cylinder", centreMm: [0, 0, 2], semiAxesMm: [90, 90], halfHeightMm: 60 }],
  },
];
const CYLINDER_ML = (Math.PI * 90 * 90 * 120) / 1000;
const image = simulateEmission(cylinder, [500], grid, { ...PERFECT_CAMERA, intrinsicFwhmMm: 8 });

/** Counts of an image at the start of the scan. */
function countsOf(lost = 1): CountScan {
  const perBqPerMl =
    (0.064 * DURATION_S * lost) / TRUE_FACTOR / startOverMean(DURATION_S, HALF_LIFE_H);
  return {
    counts: volume(
      "counts",
      grid,
      image.values.map((x) => x * perBqPerMl),
    ),
    durationS: DURATION_S,
  };
}
const atScan = { activityMBq: 500, hoursToScan: 0, halfLifeH: HALF_LIFE_H };

describe("the calibration factor", () => {
  test("from the whole phantom, and from its concentration well inside, is the true one", () => {
    const scan = countsOf();
    const found = findPhantom(scan.counts);
    const everything = {
      ...found.mask,
      boxOrigin: [0, 0, 0] as const,
      boxSize: grid.size,
      occupancy: scan.counts.values.map(() => 1),
    };

    const whole = factorFromPhantom(scan, everything, atScan);
    const inside = factorFromPhantom(scan, insideOf(found, 20), atScan, CYLINDER_ML);

    expect(whole.bqPerCountPerS / TRUE_FACTOR).toBeCloseTo(1, 5);
    expect(Math.abs(inside.bqPerCountPerS / TRUE_FACTOR - 1)).toBeLessThan(0.01);
    expect(Math.abs(found.volumeMl / CYLINDER_ML - 1)).toBeLessThan(0.03);
    expect(Math.hypot(...found.centreMm)).toBeLessThan(2.5);
  });

  test("from the whole patient takes assay time and excretion into account", () => {
    const source = {
      activityMBq: (500 / 0.9) * 2 ** (3 / HALF_LIFE_H),
      hoursToScan: 3,
      halfLifeH: HALF_LIFE_H,
    };

    expect(factorFromPatient(countsOf(), source, 0.1).bqPerCountPerS / TRUE_FACTOR).toBeCloseTo(
      1,
      5,
    );
  });

  test("what dead time lost does not change it, and counts become the activity again", () => {
    const tauS = 1e-6;
    const trueRate = 3e5;
    const observedPerS = observedRatePerS(trueRate, tauS);
    const scan = { ...countsOf(observedPerS / trueRate), deadTime: { observedPerS, tauS } };
    const factor = factorFromPatient(scan, atScan);

    const activity = activityOfCounts(scan, factor, HALF_LIFE_H);

    expect(factor.bqPerCountPerS / TRUE_FACTOR).toBeCloseTo(1, 5);
    expect(sumOf(activity.values) / sumOf(image.values)).toBeCloseTo(1, 5);
  });

  test("from a planar source is its activity over the net rate", () => {
    const reading = { counts: 1.1e6, backgroundCounts: 1e5, durationS: 100 };

    const { bqPerCountPerS, relativeUncertainty } = factorFromPlanar(reading, {
      ...atScan,
      halfLifeH: 1e9,
      relativeUncertainty: 0.03,
    });

    expect(bqPerCountPerS).toBeCloseTo(5e8 / 1e4, 6);
    expect(relativeUncertainty).toBeCloseTo(0.03, 3);
  });

  test("an empty region, and no time, are refused", () => {
    const scan = countsOf();
    const nowhere = {
      grid,
      boxOrigin: [0, 0, 0] as const,
      boxSize: [0, 0, 0] as const,
      occupancy: new Float32Array(0),
    };

    expect(() => factorFromPhantom(scan, nowhere, atScan)).toThrow(InputError);
    expect(() => factorFromPatient({ ...scan, durationS: 0 }, atScan)).toThrow(InputError);
  });
});

test("spheres in a warm cylinder with noise are found, and recover in the order of their volumes", () => {
  const volumesMl = RADII_MM.map((r) => ((4 / 3) * Math.PI * r ** 3) / 1000);
  const [warm, hot] = [1e5, 8e5];
  const waterMl = CYLINDER_ML - volumesMl.reduce((s, v) => s + v, 0);
  const scan = simulateEmission(
    [...cylinder, ...spheres],
    [(waterMl * warm) / 1e6, ...volumesMl.map((v) => (v * hot) / 1e6)],
    grid,
    { intrinsicFwhmMm: 8, filterFwhmMm: 5, countsPerMBq: 9000, seed: 3 },
  );

  const readings = recoveryReadings(scan, { volumesMl, sphereLevel: hot, backgroundLevel: warm });

  const recoveries = readings.map(({ recovery }) => recovery);
  expect(recoveries).toEqual(recoveries.toSorted((a, b) => b - a));
  expect(recoveries[0]).toBeGreaterThan(0.6);
  expect(recoveries[2]).toBeLessThan(0.6);
});
