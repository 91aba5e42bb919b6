import { describe, expect, test } from "vitest";
import { nuclide } from "../../src/physics/nuclides";
import { largestActivity } from "../../src/planning/largestActivity";
import { applicable } from "../../src/planning/limit";
import { matchStructures } from "../../src/planning/matchStructures";
import { plausibilityWarnings } from "../../src/planning/plausibility";
import { standardActivityGBq } from "../../src/planning/protocol";
import { PROTOCOLS, protocol } from "../../src/planning/protocols";
import { ANY_ORGAN, KIDNEY, NORMAL_LIVER, THYROID } from "../../src/planning/tissues";
import { organ } from "../support/planning";

describe.each(PROTOCOLS.map((p) => [p.id, p] as const))("%s", (_, p) => {
  test("has a nuclide of the program and says where each number comes from", () => {
    expect(nuclide(p.nuclide).name).toBe(p.nuclide);
    expect(p.source).not.toBe("");
    for (const criterion of [...p.limits, ...p.goals]) expect(criterion.source).not.toBe("");
  });

  test("names each limit and goal once, and survives JSON", () => {
    const ids = [...p.limits, ...p.goals].map(({ id }) => id);

    expect(new Set(ids).size).toBe(ids.length);
    expect(JSON.parse(JSON.stringify(p))).toEqual(
      Object.fromEntries(Object.entries(p).filter(([, value]) => value !== undefined)),
    );
  });
});

test("each protocol has its own name, and an unknown one is refused with the list", () => {
  expect(new Set(PROTOCOLS.map(({ id }) => id)).size).toBe(PROTOCOLS.length);
  expect(protocol("lu177-dotatate").carrier).toBe("DOTATATE");
  expect(() => protocol("lu177")).toThrow(
    'protocol "lu177" is not known; expected one of lu177-dotatate',
  );
});

test("177Lu-DOTATATE at 0.5 Gy/GBq to the kidneys: 23 Gy bind at 46 GBq, the BED limits are shown", () => {
  const { limits } = protocol("lu177-dotatate");
  const kidney = organ("kidney_left", [0.5, 0.5]);

  const result = largestActivity({ structures: [kidney], limits, cycles: 4 });

  expect(result.totalActivityGBq).toBeCloseTo(46, 1);
  expect(result.binding!.limit.id).toBe("kidney-23");
  expect(result.perLimit.map(({ limit }) => limit.id)).toContain("kidney-bed-40");
  expect(result.notHeld.map(({ limit }) => limit.id)).toEqual(["marrow-2"]);
});

test.each([
  [0.9, ["liver-90"]],
  [1.1, ["liver-90"]],
  [1.2, ["liver-50"]],
  [undefined, ["liver-50", "liver-90"]],
])("bilirubin of %s mg/dL leaves the liver limits %j: unknown keeps both", (bilirubin, ids) => {
  const factors = bilirubin === undefined ? {} : { bilirubinMgPerDl: bilirubin };

  const liver = applicable(protocol("y90-glass").limits, factors).filter(({ id }) =>
    id.startsWith("liver"),
  );

  expect(liver.map(({ id }) => id)).toEqual(ids);
});

test("standard activities: 7.4 GBq, 444 MBq/kg, and 14.8 MBq/kg up to 1184 MBq", () => {
  expect(standardActivityGBq(protocol("lu177-psma"), {})).toBe(7.4);
  expect(standardActivityGBq(protocol("i131-mibg-neuroblastoma"), { weightKg: 20 })).toBeCloseTo(
    8.88,
    12,
  );
  expect(standardActivityGBq(protocol("y90-ibritumomab"), { weightKg: 100 })).toBe(1.184);
  expect(standardActivityGBq(protocol("y90-ibritumomab"), { weightKg: 70 })).toBeCloseTo(1.036, 12);
  expect(standardActivityGBq(protocol("y90-ibritumomab"), {})).toBeUndefined();
});

test.each(["kidney_left", "Right Kidney", "Niere rechts", "ren sinister", "KIDNEYS"])(
  "%s is a kidney",
  (name) => {
    expect(matchStructures(KIDNEY, [organ(name, [1, 1])])).toHaveLength(1);
  },
);

test.each(["adrenal", "suprarenal gland", "Nebenniere", "spleen"])("%s is no kidney", (name) => {
  expect(matchStructures(KIDNEY, [organ(name, [1, 1])])).toHaveLength(0);
});

test("a tumour in the kidney is no kidney, and a parathyroid no thyroid", () => {
  const lesion = organ("kidney lesion", [1, 1], { role: "tumour" });

  expect(matchStructures(KIDNEY, [lesion])).toHaveLength(0);
  expect(matchStructures(ANY_ORGAN, [lesion])).toHaveLength(0);
  expect(matchStructures(THYROID, [organ("parathyroid", [1, 1])])).toHaveLength(0);
});

test("the non-tumoural liver goes before the liver, which serves where it was not drawn", () => {
  const liver = organ("liver", [1, 1]);
  const normal = organ("non-tumoural liver", [1, 1]);

  expect(matchStructures(NORMAL_LIVER, [liver, normal])).toEqual([normal]);
  expect(matchStructures(NORMAL_LIVER, [liver])).toEqual([liver]);
});

test("a structure that the user chose wins over its name", () => {
  const odd = organ("contour 7", [1, 1]);

  expect(
    matchStructures({ ...KIDNEY, ids: ["contour 7"] }, [odd, organ("kidney", [1, 1])]),
  ).toEqual([odd]);
});

describe("plausibility", () => {
  const dotatate = protocol("lu177-dotatate");

  test('catches a kidney of "4.04 Gy/GBq", which is gray per cycle', () => {
    const [warning] = plausibilityWarnings(dotatate, [organ("kidney", [4.04, 4.04])]);

    expect(warning).toContain("kidney: 4.04 Gy/GBq lies above the 0.15 to 1.2");
  });

  test("lets the published means pass, and knows nothing of other therapies", () => {
    expect(plausibilityWarnings(dotatate, [organ("kidney", [0.38, 0.57])])).toEqual([]);
    expect(plausibilityWarnings(protocol("y90-glass"), [organ("liver", [50, 50])])).toEqual([]);
  });

  test("catches a half-life in days under 177Lu-PSMA", () => {
    const kidney = organ("kidney", [0.5, 0.5], { effectiveHalfLifeH: 1.5 });

    expect(plausibilityWarnings(protocol("lu177-psma"), [kidney])).toHaveLength(1);
  });

  test.each([
    ["lu177-dotatoc", "kidney", 0.37],
    ["y90-dotatoc", "kidney", 2.7],
    ["y90-ibritumomab", "spleen", 2.9],
    ["y90-ibritumomab", "liver", 4.8],
    ["ac225-psma", "kidney", 140],
    ["bi213-psma", "parotid_left", 1.62],
  ])(
    "%s: the published mean of %s passes; Gy per cycle, or mGy for Gy, does not",
    (id, name, mean) => {
      const of = (factor: number) =>
        plausibilityWarnings(protocol(id), [organ(name, [factor * mean, factor * mean])]);

      expect(of(1)).toEqual([]);
      expect(of(1e-3)).toHaveLength(1);
      expect(of(24)).toHaveLength(1);
    },
  );

  test("half-lives of which only a median is published may lie four times either side", () => {
    const spleen = (effectiveHalfLifeH: number) =>
      plausibilityWarnings(protocol("lu177-psma"), [
        organ("spleen", [0.5, 0.5], { effectiveHalfLifeH }),
      ]);

    expect(spleen(16.8)).toEqual([]);
    expect(spleen(16.8 / 24)).toHaveLength(1);
  });
});
