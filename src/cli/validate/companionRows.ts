import { companionTiacH, decayPerH, grownFrom } from "../../app/companionKinetics";
import { fitTimeActivity } from "../../kinetics/fit";
import { nuclide } from "../../physics/nuclides";
import { figureRow, type ValidationRow } from "./row";

const MAIN = "Lu-177";
const YEARS_50_H = 50 * 365.25 * 24;

/** What grows from impurities in an organ, against the rate equations in small steps; and a curve whose uptake is held by hand. */
export const companionRows = (): ValidationRow[] => [
  grownRow(["Lu-177m", "Lu-177"], 0.217, 70),
  grownRow(["Ac-227", "Th-227"], 0.9862, 500),
  grownRow(["Ac-227", "Th-227"], 0.9862, Number.POSITIVE_INFINITY),
  figureRow(
    "166mHo that stays: decays within 50 years per activity given",
    "(1 − e^(−λT))/λ",
    "h",
    -Math.expm1(-decayPerH("Ho-166m") * YEARS_50_H) / decayPerH("Ho-166m"),
    ours("Ho-166m", "Ho-166m", Number.POSITIVE_INFINITY),
    1e-6,
  ),
  heldUptakeRow(),
];

function grownRow(
  line: readonly [companion: string, grown: string],
  branching: number,
  biologicalH: number,
): ValidationRow {
  const [companion, grown] = line;
  const where = Number.isFinite(biologicalH)
    ? `clearing with ${biologicalH} h`
    : "that clears nothing, 50 years";
  return figureRow(
    `${grown} from ${companion} in an organ ${where}: integral per activity of ${companion}`,
    "rate equations, Runge–Kutta",
    "h",
    stepped(line, branching, biologicalH),
    ours(companion, grown, biologicalH),
    1e-4,
  );
}

/** Of one organ that takes up everything at once. */
function ours(companion: string, name: string, biologicalH: number): number {
  const ratePerH = Math.LN2 / biologicalH + decayPerH(MAIN);
  const { decay } = grownFrom(nuclide(companion)).find((grown) => grown.nuclide.name === name)!;
  const fit = {
    model: "monoExponential",
    terms: [{ amplitudeMBq: 1, ratePerH }],
    tiaMBqH: 1 / ratePerH,
  };
  const region = { fit, tiacH: fit.tiaMBqH, timesH: [], activityMBq: [], weights: [] };
  return companionTiacH(region as never, 1, decayPerH(MAIN), decay);
}

/** Parent and daughter activities with a common loss, and the integral of the daughter's, by Runge and Kutta's fourth order. */
function stepped([parent, daughter]: readonly [string, string], branching: number, lossH: number) {
  const [p, d, b] = [decayPerH(parent), decayPerH(daughter), Math.LN2 / lossH];
  const slope = ([x, y]: readonly number[]) => [
    -(p + b) * x!,
    branching * d * x! - (d + b) * y!,
    y!,
  ];
  const plus = (a: readonly number[], k: readonly number[], h: number) =>
    a.map((value, i) => value + h * k[i]!);
  let at: number[] = [1, 0, 0];
  for (let step = 0; step < YEARS_50_H / STEP_H; step++) {
    const k1 = slope(at);
    const k2 = slope(plus(at, k1, STEP_H / 2));
    const k3 = slope(plus(at, k2, STEP_H / 2));
    const k4 = slope(plus(at, k3, STEP_H));
    at = at.map((v, i) => v + (STEP_H / 6) * (k1[i]! + 2 * k2[i]! + 2 * k3[i]! + k4[i]!));
  }
  return at[2]!;
}

const STEP_H = 2;

/** 100 (2^(−t/51) − 2^(−t/1.5)) read from 24 h on: late readings do not show the uptake. */
function heldUptakeRow(): ValidationRow {
  const [slow, fast] = [51, 1.5];
  const timesH = [24, 72, 168];
  const { tiaMBqH } = fitTimeActivity({
    timesH,
    activityMBq: timesH.map((t) => 100 * (2 ** (-t / slow) - 2 ** (-t / fast))),
    physicalHalfLifeH: 159.53,
    model: "uptakeWashout",
    heldHalfLifeH: { second: [fast, fast] },
  });
  return figureRow(
    "Uptake of 1.5 h held by hand, washout of 51 h read from 24 h on: integral",
    "100 (T − T_uptake)/ln 2",
    "MBq·h",
    (100 * (slow - fast)) / Math.LN2,
    tiaMBqH,
    1e-5,
  );
}
