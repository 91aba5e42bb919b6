import { MM3_TO_ML } from "../../physics/units";
import {
  activityAtScanMBq,
  type CalibrationFactor,
  type CountScan,
  factorFromPhantom,
  startOverMean,
} from "../../quantification/calibration";
import { type DeadTimeFit, fitDeadTime, observedRatePerS } from "../../quantification/deadTime";
import { aroundOf, findPhantom } from "../../quantification/findPhantom";
import { fitRecovery, type RecoveryReading, recoveryOf } from "../../quantification/recovery";
import { recoveryReadings } from "../../quantification/recoveryPhantom";
import { type Grid, PATIENT_AXES, voxelVolumeMm3 } from "../../volume/grid";
import type { Phantom, Solid } from "../../volume/phantom";
import { seededRandom } from "../../volume/random";
import { type Camera, PERFECT_CAMERA, simulateEmission } from "../../volume/simulateScan";
import { sphereRadiusMm } from "../../volume/sphereMask";
import { volume } from "../../volume/volume";

/** The camera that is simulated: everything the tool must find out. */
export const TRUTH = {
  bqPerCountPerS: 1e6 / 9.4,
  tauS: 1.1e-6,
  /** All that the detector sees over what falls into the window. */
  spectrumOverWindow: 6,
  fwhmMm: 9,
} as const;

const HALF_LIFE_H = 159.53;
const DURATION_S = 1800;

/** What the tool makes of simulated phantoms. */
export interface PhantomLoop {
  readonly deadTime: DeadTimeFit;
  readonly factor: CalibrationFactor;
  readonly spheres: readonly (RecoveryReading & { readonly expected: number })[];
  /** Largest difference, in percent, of the fitted curve from that fitted to the exact recoveries, at the volumes of the spheres. */
  readonly curveDifferencePercent: number;
}

/** Simulates a decaying cylinder and six spheres, and gives the tool nothing but counts, activities and volumes. */
export function phantomLoop(): PhantomLoop {
  const deadTime = fitDeadTime([0, 60, 150, 300, 480, 700].map(readingAfterHours));
  const { scan, source } = cylinderScan(220, deadTime.tauS);
  const region = aroundOf(findPhantom(scan.counts), 2.5 * TRUTH.fwhmMm);
  const spheres = sphereReadings();
  const curve = fitRecovery(spheres);
  const exact = fitRecovery(spheres.map((r) => ({ ...r, recovery: r.expected })));
  return {
    deadTime,
    factor: factorFromPhantom(scan, region, source),
    spheres,
    curveDifferencePercent: Math.max(
      ...spheres.map(
        ({ volumeMl }) =>
          100 * Math.abs(recoveryOf(curve, volumeMl) / recoveryOf(exact, volumeMl) - 1),
      ),
    ),
  };
}

const CYLINDER: Phantom = [
  {
    id: "water",
    name: "water",
    role: "other",
    hounsfield: 0,
    solids: [{ kind: "cylinder", centreMm: [4, -7, 3], semiAxesMm: [100, 100], halfHeightMm: 90 }],
  },
];
const FILLED_MBQ = 6200;
const cube = (voxels: number, spacing: number): Grid => ({
  size: [voxels, voxels, voxels],
  spacingMm: [spacing, spacing, spacing],
  originMm: [0, 1, 2].map(() => (-spacing * (voxels - 1)) / 2) as never,
  axes: PATIENT_AXES,
});
const camera = (seed: number): Camera => ({
  ...PERFECT_CAMERA,
  intrinsicFwhmMm: TRUTH.fwhmMm,
  countsPerMBq: (DURATION_S * 1e6) / TRUTH.bqPerCountPerS,
  seed,
});

/** All events a second that the detector shows of the source, some hours after it was filled. */
function readingAfterHours(hours: number) {
  const activityMBq = FILLED_MBQ * 2 ** (-hours / HALF_LIFE_H);
  const ratePerS = observedRatePerS(allEventsPerS(activityMBq), TRUTH.tauS);
  const counts = ratePerS * 60;
  const noise = seededRandom(hours + 1).normal() / Math.sqrt(counts);
  return { activityMBq, observedPerS: ratePerS * (1 + noise), counts };
}

const allEventsPerS = (activityMBq: number) =>
  (TRUTH.spectrumOverWindow * activityMBq * 1e6) / TRUTH.bqPerCountPerS;

function cylinderScan(hoursToScan: number, tauS: number) {
  const source = { activityMBq: FILLED_MBQ, hoursToScan, halfLifeH: HALF_LIFE_H };
  const activityMBq = activityAtScanMBq(source);
  const image = simulateEmission(CYLINDER, [activityMBq], cube(64, 4.42), camera(11));
  const meanRate = allEventsPerS(activityMBq) / startOverMean(DURATION_S, HALF_LIFE_H);
  const observedPerS = observedRatePerS(meanRate, TRUTH.tauS);
  const voxelMl = voxelVolumeMm3(image.grid) * MM3_TO_ML;
  const countsPerBqPerMl =
    ((voxelMl * DURATION_S) / TRUTH.bqPerCountPerS / startOverMean(DURATION_S, HALF_LIFE_H)) *
    (observedPerS / meanRate);
  const counts = volume(
    "counts",
    image.grid,
    image.values.map((bqPerMl) => bqPerMl * countsPerBqPerMl),
  );
  const scan: CountScan = { counts, durationS: DURATION_S, deadTime: { observedPerS, tauS } };
  return { scan, source };
}

/** The spheres of the NEMA NU 2 phantom: 10 to 37 mm. */
const SPHERES_ML = [10, 13, 17, 22, 28, 37].map((mm) => ((Math.PI / 6) * mm ** 3) / 1000);
const SPHERE_BQ_PER_ML = 4e5;
const SPHERE_SPACING_MM = 2;

function sphereReadings(): (RecoveryReading & { expected: number })[] {
  const solids = SPHERES_ML.map((ml, s): Solid => {
    const angle = (s * Math.PI) / 3;
    const radius = sphereRadiusMm(ml);
    return {
      kind: "ellipsoid",
      centreMm: [57.2 * Math.cos(angle), 57.2 * Math.sin(angle), 1],
      semiAxesMm: [radius, radius, radius],
    };
  });
  const phantom = solids.map((solid, s) => ({
    id: `sphere_${s}`,
    name: `sphere_${s}`,
    role: "other" as const,
    hounsfield: 0,
    solids: [solid],
  }));
  const activityMBq = SPHERES_ML.map((ml) => (ml * SPHERE_BQ_PER_ML) / 1e6);
  const grid: Grid = {
    ...cube(84, SPHERE_SPACING_MM),
    size: [84, 84, 40],
    originMm: [-83, -83, -39],
  };
  const image = simulateEmission(phantom, activityMBq, grid, {
    ...PERFECT_CAMERA,
    intrinsicFwhmMm: TRUTH.fwhmMm,
  });
  const filled = { volumesMl: SPHERES_ML, sphereLevel: SPHERE_BQ_PER_ML, backgroundLevel: 0 };
  return recoveryReadings(image, filled).map((reading) => ({
    ...reading,
    expected: blurredSphereRecovery(reading.volumeMl),
  }));
}

/**
 * Share of a sphere's activity that a Gaussian leaves inside: ∫ γ(r) p(r) dr with the sphere's autocorrelation γ = 1 − 3r/4R + r³/16R³ and the
 * Maxwell density p of the blur's width. Voxels blur as well: by s²/12 an axis each in the image, in its blur and in the region.
 */
function blurredSphereRecovery(volumeMl: number): number {
  const radius = sphereRadiusMm(volumeMl);
  const sigma = Math.sqrt(TRUTH.fwhmMm ** 2 / (8 * Math.LN2) + (3 * SPHERE_SPACING_MM ** 2) / 12);
  const steps = 4000;
  const dr = (2 * radius) / steps;
  let share = 0;
  for (let i = 0; i < steps; i++) {
    const r = (i + 0.5) * dr;
    const overlap = 1 - (3 * r) / (4 * radius) + r ** 3 / (16 * radius ** 3);
    share +=
      overlap *
      Math.sqrt(2 / Math.PI) *
      (r ** 2 / sigma ** 3) *
      Math.exp(-(r ** 2) / (2 * sigma ** 2)) *
      dr;
  }
  return share;
}
