import { describe, expect, test } from "vitest";
import { logCurve } from "../../src/kinetics/bayes";
import { curvesFor, type FinishedCurve, learnFromCurves } from "../../src/kinetics/finishedCurve";
import { curvesToCsv, curvesToJson, readCurves } from "../../src/kinetics/finishedCurveFile";
import { PRIORS } from "../../src/kinetics/priors";
import { seededRandom } from "../../src/volume/random";
import { quietWork } from "../../src/work";

const KIDNEY = PRIORS[0]!;
const TIMES = [4, 24, 72, 168];

/** Kidneys with a half-life of 40 h, 3 % of the administered activity. */
function kidneys(count: number, nuclide = "Lu-177", decayGainPerH = 0): FinishedCurve[] {
  const random = seededRandom(4);
  return Array.from({ length: count }, () => {
    const k = {
      amplitudePerMBq: 0.03 * Math.exp(0.2 * random.normal()),
      effectiveHalfLifeH: 40 * Math.exp(0.15 * random.normal()),
      uptakeHalfLifeH: 1,
    };
    return {
      radiopharmaceutical: "177Lu-DOTATATE",
      nuclide,
      organ: "kidney",
      massG: 150,
      timesH: TIMES,
      administeredPercent: TIMES.map((t) => 100 * Math.exp(logCurve(k, t) + decayGainPerH * t)),
    };
  });
}

describe("Curves of finished patients", () => {
  test("survive a CSV and a JSON file", () => {
    const [first, ...more] = kidneys(3);
    const curves = [{ ...first!, sigmaPercent: [0.1, 0.2, 0.1, 0.05] }, ...more];

    expect(readCurves(curvesToJson(curves), "own.json")).toEqual(curves);
    expect(readCurves(curvesToCsv(curves), "own.csv")).toEqual(curves);
  });

  test("move their population's half-life towards theirs", async () => {
    const learnt = await learnFromCurves(KIDNEY, kidneys(60), quietWork());

    expect(learnt.median.effectiveHalfLifeH).toBeGreaterThan(38.5);
    expect(learnt.median.effectiveHalfLifeH).toBeLessThan(42);
    expect(learnt.name).toBe("177Lu-DOTATATE/kidney, own 60 curves");
  });

  test("whose readings say little hardly move it; taken as precise they pull it half way", async () => {
    const precise = kidneys(30);
    const slow = kidneys(30).map((curve) => ({
      ...curve,
      administeredPercent: curve.administeredPercent.map((x, i) => x * 2 ** (TIMES[i]! / 80)),
    }));
    const vague = slow.map((curve) => ({
      ...curve,
      sigmaPercent: curve.administeredPercent.map((x) => 3 * x),
    }));
    const halfLife = async (curves: readonly FinishedCurve[]) =>
      (await learnFromCurves(KIDNEY, curves, quietWork())).median.effectiveHalfLifeH;

    const alone = await halfLife(precise);

    expect((await halfLife([...precise, ...vague])) / alone).toBeLessThan(1.06);
    expect((await halfLife([...precise, ...slow])) / alone).toBeGreaterThan(1.3);
  });

  test("of another nuclide count under the decay of the population's", async () => {
    const gain = Math.LN2 / 159.53 - Math.LN2 / 67.3;
    const learnt = await learnFromCurves(KIDNEY, kidneys(20), quietWork());
    const other = await learnFromCurves(KIDNEY, kidneys(20, "In-111", gain), quietWork());

    expect(other.median.effectiveHalfLifeH / learnt.median.effectiveHalfLifeH).toBeCloseTo(1, 2);
  });

  test("belong to a population by radiopharmaceutical and organ", () => {
    const spleen = { ...kidneys(1)[0]!, organ: "Spleen" };

    expect(curvesFor(KIDNEY, [...kidneys(2), spleen])).toHaveLength(2);
  });

  test("stop being learnt from when cancelled", async () => {
    const stop = new AbortController();
    const work = { signal: stop.signal, report: () => stop.abort(new Error("stopped")) };

    await expect(learnFromCurves(KIDNEY, kidneys(50), work)).rejects.toThrow("stopped");
  });

  test.each([
    {
      field: "timesH",
      change: { timesH: [4, -24, 72, 168] },
      said: "timesH expects numbers above 0",
    },
    { field: "sigmaPercent", change: { sigmaPercent: [1, 0, 1, 1] }, said: "4 numbers above 0" },
    { field: "nuclide", change: { nuclide: "Xx-1" }, said: "nuclide" },
    {
      field: "administeredPercent",
      change: { administeredPercent: [400, 3, 2, 1] },
      said: "at most 100 %",
    },
  ])("with a wrong $field are refused by curve and field", ({ change, said }) => {
    const wrong = curvesToJson([{ ...kidneys(1)[0]!, ...change }]);

    expect(() => readCurves(wrong, "own.json")).toThrow(`own.json, curve 1: `);
    expect(() => readCurves(wrong, "own.json")).toThrow(said);
  });

  test("in a CSV with a word for a number are refused by line and column", () => {
    const text = curvesToCsv(kidneys(1)).replace(",24,", ",soon,");

    expect(() => readCurves(text, "own.csv")).toThrow(
      'own.csv:4:time_h: expected a number, got "soon"',
    );
  });
});
