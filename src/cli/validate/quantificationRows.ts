import { activityAccount } from "../../app/activityAccount";
import { bodyOf } from "../../app/doseGrid";
import { readActivities } from "../../app/regionActivities";
import { SAMPLE_SHIFTS_MM, SAMPLE_TIMES_H, trueActivityMBq } from "../../app/samplePatient";
import { AS_SCANNED, sampleStudy } from "../../app/sampleStudy";
import { timeFactor } from "../../kinetics/animal";
import { marrowFromBlood, marrowToBloodRatio } from "../../kinetics/bloodMarrow";
import { nuclide } from "../../physics/nuclides";
import { HOUR_S } from "../../physics/units";
import { voxelCount } from "../../volume/grid";
import type { EmissionScan, Study } from "../../volume/study";
import { translation } from "../../volume/transform";
import { volume } from "../../volume/volume";
import type { ValidationSection } from "./context";
import { phantomLoop, TRUTH } from "./phantomLoop";
import { atMost, figureRow as row, type ValidationRow } from "./row";

/** From counts to activity: a simulated phantom, the account of the sample patient, and closed formulas. */
export const quantificationSection: ValidationSection = {
  title: "Quantification",
  about:
    "A phantom is simulated with known factor, dead time and resolution, and the program is given its counts, activities and volumes. The account of activity is that of the sample patient, blurred, noisy and moved.",
  needs: [],
  rows: async () => [...phantom(), ...account(), ...formulas()],
};

function phantom(): ValidationRow[] {
  const { deadTime, factor, spheres, curveDifferencePercent } = phantomLoop();
  const source = "the simulation";
  return [
    row("calibration factor", source, "Bq·s", TRUTH.bqPerCountPerS, factor.bqPerCountPerS, 1),
    row("dead time", source, "µs", TRUTH.tauS * 1e6, deadTime.tauS * 1e6, 1),
    ...spheres.map(({ volumeMl, recovery, expected }) =>
      row(
        `recovery of a sphere of ${volumeMl.toFixed(1)} mL at ${TRUTH.fwhmMm} mm`,
        "Gaussian blur of a sphere, closed form",
        "",
        expected,
        recovery,
        1,
      ),
    ),
    atMost("recovery curve, largest difference", source, "%", curveDifferencePercent, 1),
  ];
}

function account(): ValidationRow[] {
  const study = sampleStudy(AS_SCANNED);
  const halfLifeH = nuclide(study.administration.nuclide).halfLifeS / HOUR_S;
  const excretion = SAMPLE_TIMES_H.map((hours) => {
    const held = trueActivityMBq(hours).reduce((sum, a) => sum + a, 0);
    const left = study.administration.activityMBq * 2 ** (-hours / halfLifeH);
    return { hours, share: 1 - held / left };
  });
  const { points } = accountOf({
    ...study,
    administration: { ...study.administration, excretion },
  });
  const named = [2, 3].flatMap((scan) =>
    [1, -1].filter((sign) => {
      const factor = 2 ** ((sign * SAMPLE_TIMES_H[scan]!) / halfLifeH);
      const timePoints = study.timePoints.map((s, n) => (n === scan ? multiplied(s, factor) : s));
      return accountOf({ ...study, timePoints }).suspect?.label === study.timePoints[scan]!.label;
    }),
  );
  return [
    ...points.map(({ label, accountedShare }) =>
      row(`activity accounted for at ${label}`, "sample patient", "", 1, accountedShare!, 1),
    ),
    row(
      "wrong decay corrections of one scan that are named, of 4",
      "sample patient",
      "",
      4,
      named.length,
      0,
    ),
  ];
}

function accountOf(study: Study) {
  const { grid } = study.timePoints[study.reference]!.activity;
  const body = bodyOf(
    volume("densityKgPerM3", grid, new Float32Array(voxelCount(grid)).fill(1000)),
  );
  const readings = study.timePoints.map((scan, n) =>
    readActivities(scan, {
      structures: study.structures,
      body,
      alignment: { transform: translation(SAMPLE_SHIFTS_MM[n]!) },
      fwhmMm: 8.6,
    }),
  );
  return activityAccount(readings, study.administration);
}

const multiplied = (scan: EmissionScan, factor: number): EmissionScan => ({
  ...scan,
  activity: volume(
    "activityBqPerMl",
    scan.activity.grid,
    scan.activity.values.map((value) => value * factor),
  ),
});

function formulas(): ValidationRow[] {
  const { gyPerGBq } = marrowFromBlood({
    bloodTiacHPerMl: 1e-4,
    ratio: 1,
    marrowG: 1170,
    selfJPerDecay: 0.147 * 1.602176634e-13,
    remainderGyPerDecay: 0,
    remainderTiacH: 0,
  });
  return [
    row(
      "marrow to blood at a haematocrit of 0.45",
      "Sgouros, J Nucl Med 34 (1993) 689",
      "",
      0.3455,
      marrowToBloodRatio({ kind: "plasma", haematocrit: 0.45 }),
      0.02,
    ),
    row(
      "marrow self-dose from 1e-4 h/mL in blood, 0.147 MeV a decay, peptide",
      "EANM, Eur J Nucl Med Mol Imaging 37 (2010) 1238, closed form",
      "mGy/GBq",
      7.999,
      gyPerGBq * 1000,
      0.05,
    ),
    row(
      "human hours for one of a mouse, 25 g to 73 kg",
      "(73 000/25)^0.25",
      "",
      7.35,
      timeFactor({ animalOrganG: 1, animalBodyG: 25, humanOrganG: 1, humanBodyG: 73_000 }),
      0.02,
    ),
  ];
}
