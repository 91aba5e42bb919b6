import {
  type CurveRegion,
  daughterActivityMBq,
  withMeasuredShares,
} from "../../app/measuredShares";
import type { Dvh } from "../../dosimetry/dvh";
import { batemanActivity } from "../../physics/bateman";
import { chainGroups } from "../../physics/chainGroups";
import { nuclide } from "../../physics/nuclides";
import { HOUR_S } from "../../physics/units";
import { type LargestActivity, largestActivity } from "../../planning/largestActivity";
import { protocol } from "../../planning/protocols";
import { doseRateAtOneMetre } from "../../planning/release";
import { releaseFigures } from "../../planning/releasePlan";
import { activityAtRisk, bindingActivities, sampledLargest } from "../../planning/riskOfActivity";
import { criteriaUnder } from "../../planning/scenario";
import { structureDoseFromDvh } from "../../planning/structureDose";
import { drawErrors } from "../../planning/uncertainty";
import { figureRow as row, type ValidationRow } from "./row";

/** Planning with alphas and their daughters, and what patients carry out of the ward. */
export const alphaRows = (): ValidationRow[] => [...rbe(), ...measuredDaughter(), ...release()];

/** Kidney of 213Bi-PSMA-617: 1.62 Gy/GBq, all of alphas. */
function bismuthPlan(rbeAlpha?: number): LargestActivity {
  const gyPerGBq = 8.1 / 5;
  const dvh: Dvh = {
    structureId: "kidney",
    name: "kidney",
    quantity: "doseGyPerGBq",
    volumeMl: 150,
    binWidthGy: gyPerGBq,
    counts: Float64Array.of(150),
    minGy: gyPerGBq,
    meanGy: gyPerGBq,
    maxGy: gyPerGBq,
  };
  const kidney = structureDoseFromDvh(dvh, {
    role: "organ",
    massG: 150,
    effectiveHalfLifeH: 0.7,
    alphaShare: 1,
  });
  const limits = criteriaUnder(protocol("bi213-psma").limits, {}, rbeAlpha);
  return largestActivity({ structures: [kidney], limits, cycles: 1 });
}

function rbe(): ValidationRow[] {
  const kratochwil = "Kratochwil et al., EJNMMI 45 (2018) 31";
  const errors = drawErrors(
    { targets: [{ id: "kidney", name: "kidney" }], sourceIds: ["kidney"] },
    { calibration: 0, decays: [0], mass: [0], decaysMassCorrelation: 0, rbe: 0.2 },
    100_000,
    1,
  );
  const samples = { targetIds: [], factors: [] };
  const sampled = sampledLargest(bindingActivities(bismuthPlan()), samples, errors.rbe);
  return [
    row(
      "213Bi-PSMA-617, RBE 5: kidney 8.1 Sv/GBq, 30 Gy",
      kratochwil,
      "GBq",
      3.7,
      bismuthPlan().activityGBq ?? Number.NaN,
      0.2,
    ),
    row(
      "the same with one RBE of 3 for all limits",
      "closed form",
      "GBq",
      30 / (3 * (8.1 / 5)),
      bismuthPlan(3).activityGBq ?? Number.NaN,
      1e-6,
    ),
    row(
      "the same, RBE of 5 known to 20 % (log-normal): activity at 5 % risk",
      "quantile, closed form",
      "GBq",
      (30 / 8.1) * Math.exp(-1.644854 * Math.sqrt(Math.log1p(0.04))),
      activityAtRisk(sampled, 0.05),
      0.5,
    ),
  ];
}

/** 225Ac in a kidney that holds 4 MBq·e^(−0.02 t/h) of 100 MBq administered. */
function measuredDaughter(): ValidationRow[] {
  const kidney = {
    structureId: "kidney",
    name: "kidney",
    tiacH: 2,
    fit: {
      model: "monoExponential",
      tiaMBqH: 200,
      terms: [{ amplitudeMBq: 4, ratePerH: 0.02 }],
    },
  } as unknown as CurveRegion;
  const when = { atH: 24, administeredMBq: 100 };
  const question = { groups: chainGroups(nuclide("Ac-225")), fates: {}, regions: [kidney] };
  const formed = daughterActivityMBq(question, "Bi-213", "kidney", when);
  const rate = (name: string) => (Math.LN2 * HOUR_S) / nuclide(name).halfLifeS;
  const growth = (name: string) => rate(name) / (rate(name) - 0.02);
  const measured = { activityMBq: 0.6 * formed, ...when };
  const fates = withMeasuredShares("Ac-225", { "Bi-213": { regions: { kidney: { measured } } } }, [
    kidney,
  ]);
  return [
    row(
      "213Bi formed of 225Ac in a kidney after 24 h, all staying",
      "Bateman, closed form",
      "MBq",
      4 * Math.exp(-0.48) * growth("Fr-221") * growth("Bi-213"),
      formed,
      0.01,
    ),
    row(
      "share that stays when six tenths of that are measured",
      "linear, closed form",
      "%",
      60,
      100 * (fates["Bi-213"]?.regions?.kidney?.stayingShare ?? Number.NaN),
      1e-6,
    ),
  ];
}

function release(): ValidationRow[] {
  const inBody = (name: string, megaBq: number) => [
    { amplitude: megaBq, ratePerH: (Math.LN2 * HOUR_S) / nuclide(name).halfLifeS },
  ];
  const atOnce = { stayH: 0, transmission: 1 };
  const iodine = releaseFigures("I-131", inBody("I-131", 1221), atOnce, 1);
  const after20d = releaseFigures("Th-227", inBody("Th-227", 1), { ...atOnce, stayH: 480 }, 1);
  return [
    row(
      "dose rate at 1 m per GBq of 90Y, bremsstrahlung in water, nothing kept by the body",
      "0.59 ± 0.42 measured at 30 patients, Cournane et al., Phys Med 65 (2019) 121",
      "µSv/h",
      0.59,
      doseRateAtOneMetre("Y-90", inBody("Y-90", 1000), 0),
      71,
    ),
    row(
      "dose at 1 m, a quarter of the time, from 33 mCi of 131I that only decay",
      "5 mSv, NRC Regulatory Guide 8.39 (1997)",
      "mSv",
      5,
      iodine.milliSvToOthers,
      10,
    ),
    row(
      "223Ra grown in the body from 1 MBq of 227Th in 20 d",
      "Bateman, closed form",
      "MBq",
      batemanActivity(nuclide("Th-227"), "Ra-223", 480 * HOUR_S),
      after20d.grown[0]?.retainedMBq ?? Number.NaN,
      0.01,
    ),
  ];
}
