import { describe, expect, test } from "vitest";
import { beforeFirstReading } from "../../src/app/beforeFirstReading";
import { refuseImpossible, startDoubts, totalDecaysDoubt } from "../../src/app/decaysPossible";
import {
  limitsOfCase,
  onesidedLimits,
  underNoLimit,
  unweighedLimits,
} from "../../src/app/limitDoubts";
import { withNuclide } from "../../src/app/nuclideExchange";
import { refuseTwins, structureDoubts } from "../../src/app/structureDoubts";
import { transferNotes } from "../../src/app/transferNotes";
import { largestActivity } from "../../src/planning/largestActivity";
import { withValue } from "../../src/planning/limit";
import { protocol } from "../../src/planning/protocols";
import type { Triple } from "../../src/volume/grid";
import type { Role, Structure } from "../../src/volume/study";
import { organ } from "../support/planning";
import { centredGrid, maskOfShape } from "../support/shapes";

const GRID = centredGrid([20, 12, 12], 5);

/** A ball about x mm to the patient's left. */
function ball(name: string, xMm: number, role: Role = "organ", radiusMm = 12): Structure {
  const inside = ([x, y, z]: Triple) => Math.hypot(x - xMm, y, z) < radiusMm;
  return { id: name, name, role, source: "test", mask: maskOfShape(GRID, inside, 2) };
}

describe("structures", () => {
  test("of the same volume are refused by name, a tumour in an organ and a territory over it are not", () => {
    expect(() => refuseTwins([ball("liver", 0), ball("Liver", 0.1)])).toThrow(
      /"liver" .* and "Liver" .* are the same 9\d % of each other/,
    );
    refuseTwins([
      ball("liver", 0),
      ball("tumour", 0, "tumour", 6),
      ball("left lobe", 0, "territory"),
    ]);
  });

  test("that nearly are each other are named", () => {
    const [doubt] = structureDoubts([ball("CTV", 0, "tumour"), ball("GTV", 3, "tumour")], []);

    expect(doubt).toMatch(/^CTV and GTV share \d\d % of their volume/);
  });

  test.each([
    ["kidney_left", "kidney_right"],
    ["Kidney L", "Kidney R"],
    ["Niere links", "Niere rechts"],
    ["Parotid_Lt", "Parotid_Rt"],
    ["ren sin", "ren dx"],
  ])("%s to the right of %s is named, and not where it belongs", (left, right) => {
    expect(structureDoubts([ball(left, 20), ball(right, -20)], [])).toEqual([]);
    expect(structureDoubts([ball(left, -20), ball(right, 20)], []).join()).toMatch(
      /lies to the patient's right of .*mirrored/,
    );
  });

  test("a liver to the left of the spleen is named", () => {
    expect(structureDoubts([ball("liver", 20), ball("spleen", -20)], []).join()).toMatch(
      /^Liver lies to the patient's left of spleen/,
    );
  });

  test("an organ with the role of a tumour is named, a tumour of an organ is not", () => {
    const doubts = structureDoubts(
      [ball("kidney_left", 20, "tumour"), ball("tumour_kidney", -20, "tumour")],
      [],
    );

    expect(doubts).toEqual([
      expect.stringMatching(/^Left kidney has the role "tumour", and its name is an organ's/),
    ]);
  });

  test("of one name are counted", () => {
    expect(structureDoubts([ball("lesion", 20), ball("lesion", -20)], [])).toEqual([
      expect.stringMatching(/^2 structures are called "lesion"/),
    ]);
  });

  test("that weigh what no tissue does are named, lung is not", () => {
    const of = (name: string, massG: number) => organ(name, [1, 2], { massG });

    expect(structureDoubts([], [of("kidney", 18), of("lung", 30), of("spleen", 105)])).toEqual([
      expect.stringMatching(/^Kidney weighs 0\.18 g\/mL by the CT/),
    ]);
  });
});

describe("limits", () => {
  const kidneys = { protocol: protocol("lu177-dotatate") };
  const of = (name: string) => organ(name, [1, 2]);

  test("list the organs that none of them speaks of", () => {
    const unheld = underNoLimit(kidneys, [of("kidney_left"), of("kidny_right"), of("liver")]);

    expect(unheld.map(({ name }) => name)).toEqual(["kidny_right", "liver"]);
  });

  test("that the case has in place of the protocol's are named with both values", () => {
    const [first, ...others] = kidneys.protocol.limits;
    const own = {
      ...kidneys.protocol,
      limits: [withValue(first!, 2300, "in the case"), ...others],
    };

    expect(limitsOfCase(kidneys)).toEqual([]);
    expect(limitsOfCase({ protocol: own })).toEqual([
      "Kidney, mean dose: held at 2300 Gy, as the case has it, in place of 23 Gy.",
    ]);
  });

  test("held against one kidney alone name it, and what they do not know", () => {
    expect(onesidedLimits(kidneys, [of("kidney_left"), of("kidny_right")])).toEqual([
      expect.stringMatching(/^Left kidney is the only structure .* no limit knows right kidny\?$/),
    ]);
    expect(onesidedLimits(kidneys, [of("kidney_left"), of("kidney_right")])).toEqual([]);
    expect(onesidedLimits(kidneys, [of("kidneys")])).toEqual([]);
  });
});

describe("alphas", () => {
  const alphas = organ("kidney_left", [1, 2], { alphaShare: 0.9 });

  test("under limits of absorbed dose are said to count like betas", () => {
    expect(unweighedLimits({ protocol: protocol("lu177-dotatate") }, [alphas])).toEqual([
      expect.stringMatching(/^Alphas count like betas in Kidney, mean dose: /),
    ]);
    expect(unweighedLimits({ protocol: protocol("ac225-psma") }, [alphas])).toEqual([]);
  });

  test("that an exchanged nuclide brings are weighted in the limits of the carrier, and no longer once it brings none", () => {
    const standard = protocol("lu177-dotatate");
    const actinium = withNuclide(standard, "Ac-225");
    const [kidney] = actinium.limits;
    const [before, after] = [standard, actinium].map(({ limits }) =>
      largestActivity({ structures: [alphas], limits, cycles: 4 }),
    );

    expect(kidney).toMatchObject({ rbeAlpha: 5, value: 23, confirm: true });
    expect(kidney!.label).toBe("Kidney, mean dose, RBE-weighted for alphas");
    // 0.1 + 5 · 0.9 of the absorbed dose.
    expect(before!.activityGBq! / after!.activityGBq!).toBeCloseTo(4.6, 9);
    expect(unweighedLimits({ protocol: actinium }, [alphas])).toEqual([]);
    expect(withNuclide(actinium, "Y-90").limits).toEqual(
      standard.limits.map((limit) => ({ ...limit, confirm: expect.any(Boolean) })),
    );
  });
});

describe("decays", () => {
  const region = (tiacH: number) => ({ name: "kidney_left", tiacH, timesH: [4.2, 4.3] });

  test("beyond those of all that was given are refused, those that noise can explain are not", () => {
    expect(() => refuseImpossible([region(400)], "Lu-177")).toThrow(
      /^Left kidney: its curve through the readings at 4\.2, 4\.3 h comes to 400 h .* at most 230 h/,
    );
    refuseImpossible([region(240)], "Lu-177");
  });

  test("a curve that begins with more than was given is named, a trapezoid and an uptake are not", () => {
    const of = (model: string, ...amplitudes: number[]) =>
      ({
        name: "spleen",
        fit: { model, terms: amplitudes.map((amplitudeMBq) => ({ amplitudeMBq, ratePerH: 1 })) },
      }) as never;

    expect(startDoubts([of("monoExponential", 9000)], 7400)).toEqual([
      expect.stringMatching(
        /^Spleen: at the administration its curve stands at 9000 MBq, more than the 7400 MBq given/,
      ),
    ]);
    expect(startDoubts([of("trapezoid", 9000), of("uptakeWashout", 9000, -9000)], 7400)).toEqual(
      [],
    );
  });

  test("before the first reading are named where they are most, of an exponential and of a trapezoid", () => {
    const [rate, first, halfLifeH] = [Math.LN2 / 0.75, 4.2, 0.7606];
    const of = (model: string, tiaMBqH: number) =>
      ({
        name: "spleen",
        timesH: [first, 24],
        activityMBq: [100 * Math.exp(-rate * first), 1e-9],
        fit: { model, terms: [{ amplitudeMBq: 100, ratePerH: rate }], tiaMBqH },
      }) as never;

    // 1 − e^(−λt) of 5.6 half-lives.
    expect(beforeFirstReading([of("monoExponential", 100 / rate)], "Bi-213")).toEqual([
      expect.stringMatching(
        /^Spleen: 98 % of the integral lies before the first reading \(4\.2 h\)/,
      ),
    ]);
    const back =
      (100 * Math.exp(-rate * first) * Math.expm1((Math.LN2 * first) / halfLifeH)) /
      (Math.LN2 / halfLifeH);
    expect(beforeFirstReading([of("trapezoid", back / 0.9)], "Bi-213").join()).toContain("90 %");
    expect(beforeFirstReading([of("trapezoid", back / 0.4)], "Bi-213")).toEqual([]);
  });

  test("of all regions together are held against it too", () => {
    expect(totalDecaysDoubt([region(100), region(120)], "Lu-177")).toEqual([]);
    expect(totalDecaysDoubt([region(150), region(120)], "Lu-177")[0]).toMatch(/come to 270 h/);
  });
});

test("kinetics of another nuclide or carrier are said to be so; names of one molecule are one", () => {
  const plan = { protocol: protocol("lu177-dotatate"), nuclide: "Lu-177" };

  expect(transferNotes({ nuclide: "Lu-177", carrier: "DOTA-TATE" }, plan)).toEqual([]);
  expect(transferNotes({ nuclide: "Lu-177", carrier: "not stated" }, plan)).toEqual([]);
  expect(transferNotes({ nuclide: "I-131", carrier: "PSMA-617" }, plan)).toEqual([
    expect.stringMatching(/^The scans are of I-131 and the plan is for Lu-177/),
    expect.stringMatching(/^PSMA-617 was given and the plan is for DOTATATE/),
  ]);
});
