import { expect, test } from "vitest";
import { InputError } from "../../src/inputError";
import { humanCurve, massFactor, timeFactor, withDecay } from "../../src/kinetics/animal";
import { fitTimeActivity } from "../../src/kinetics/fit";

const MASSES = {
  animalOrganG: 0.32,
  animalBodyG: 25,
  humanOrganG: 310,
  humanBodyG: 73_000,
};
const MOUSE = { timesH: [1, 4, 24, 48, 72], percentPerG: [9, 8, 4, 2, 1] };

test("from 25 g to 73 kg a mouse's hours become 7.35 human ones", () => {
  expect(timeFactor(MASSES)).toBeCloseTo(7.35, 2);
});

test("mass scaling takes organs as shares of the body", () => {
  const plain = humanCurve(MOUSE, MASSES, "none");
  const scaled = humanCurve(MOUSE, MASSES, "mass");

  expect(plain.share[0]).toBeCloseTo(0.09 * 0.32, 12);
  expect(massFactor(MASSES)).toBeCloseTo(310 / 73_000 / (0.32 / 25), 12);
  expect(scaled.share[2]! / plain.share[2]!).toBeCloseTo(massFactor(MASSES), 12);
  expect(scaled.timesH).toEqual(MOUSE.timesH);
});

test("without decay the time-integrated activity grows by the time factor, and by both in the combined method", () => {
  const decay = {
    timesH: [10, 20, 40, 80],
    percentPerG: [10, 20, 40, 80].map((t) => 9 * 2 ** (-t / 20)),
  };
  const tiaOf = (scaling: "none" | "time" | "combined") => {
    const curve = humanCurve(decay, MASSES, scaling);
    return fitTimeActivity({
      timesH: curve.timesH,
      activityMBq: withDecay(curve, 1e12),
      physicalHalfLifeH: 1e12,
      model: "monoExponential",
    }).tiaMBqH;
  };

  expect(tiaOf("time") / tiaOf("none")).toBeCloseTo(timeFactor(MASSES), 6);
  expect(tiaOf("combined") / tiaOf("none")).toBeCloseTo(timeFactor(MASSES) * massFactor(MASSES), 6);
});

test("a mass of nothing is refused", () => {
  expect(() => humanCurve(MOUSE, { ...MASSES, animalOrganG: 0 }, "mass")).toThrow(InputError);
});
