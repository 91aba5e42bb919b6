import { describe, expect, test } from "vitest";
import type { PlanResult } from "../../src/app/planResult";
import { planBasis } from "../../src/app/planView";
import { savedScenario } from "../../src/app/savedScenario";
import { readScenarios, scenariosFile } from "../../src/app/scenariosFile";
import { NO_EDITS, type WhatIf } from "../../src/app/session";
import { protocol } from "../../src/planning/protocols";
import { scenariosSchema } from "../../src/records/scenarioSchema";
import { jsonSchema } from "../support/jsonSchema";
import { organ } from "../support/planning";

const structureDoses = [organ("kidney", [0.5, 0.7])];
const plan = {
  prescription: { protocol: protocol("lu177-dotatate"), nuclide: "Lu-177" },
  regions: [{ structureId: "kidney" }, { structureId: "remainder" }],
  structureDoses,
} as unknown as PlanResult;
const whatIf: WhatIf = {
  ...NO_EDITS,
  activityGBq: 29.6,
  cycles: 4,
  weeksBetweenCycles: 8,
  regions: { kidney: { uptakeFactor: 0.6 } },
  criteria: { "kidney-23": { value: 28 } },
  earlier: { kidney: [{ kind: "external", totalGy: 10, fractions: 5 }] },
  isodosesGy: [2, 5],
};
const written = (change: Partial<WhatIf> = {}) => {
  const asked = { ...whatIf, ...change };
  const scenario = savedScenario("Protected kidneys", plan, asked, planBasis(plan, asked));
  return scenariosFile("case", [scenario]);
};

test("a scenario is read back as it was saved", () => {
  expect(readScenarios(written(), "scenarios.json", plan, NO_EDITS)).toEqual([
    { name: "Protected kidneys", whatIf },
  ]);
});

test("what is asked of spheres comes back: doses wanted, the planar counts of the shunt, the vial", () => {
  const planar = { lungAnterior: 40, lungPosterior: 42, liverAnterior: 380, liverPosterior: 340 };
  const spheres = {
    tumourGy: 250,
    shunt: { share: 0.1, planar },
    vial: { residualPercent: 2, hoursToInjection: 24 },
  };

  const [read] = readScenarios(written({ spheres }), "scenarios.json", plan, NO_EDITS);

  expect(read!.whatIf.spheres).toEqual(spheres);
});

test("the plan's protocol with other values comes back with these, and not as the plan has it", () => {
  const [first, ...others] = protocol("lu177-dotatate").limits;
  const chosen = { ...protocol("lu177-dotatate"), limits: [{ ...first!, value: 18 }, ...others] };

  const [read] = readScenarios(
    written({ protocol: chosen, criteria: {} }),
    "s.json",
    plan,
    NO_EDITS,
  );

  expect(read!.whatIf.protocol!.limits[0]!.value).toBe(18);
});

test("a half-life that a region cannot have is refused", () => {
  const terms = [{ amplitudeMBq: 1, ratePerH: 0.013 }];
  const fit = { model: "monoExponential", terms, effectiveHalfLifeH: 52 };
  const withFit = { ...plan, regions: [{ structureId: "kidney", fit }] } as unknown as PlanResult;
  const of = (effectiveHalfLifeH: number) =>
    readScenarios(
      written({ regions: { kidney: { effectiveHalfLifeH } } }),
      "s.json",
      withFit,
      NO_EDITS,
    );

  expect(of(60)[0]!.whatIf.regions).toEqual({ kidney: { effectiveHalfLifeH: 60 } });
  expect(() => of(500)).toThrow(
    /regions\.kidney\.effectiveHalfLifeH: expected 0\.100 to 159\.5 h, received 500/,
  );
});

test("another protocol of the nuclide, and one of the user's own, come back too", () => {
  const other = protocol("lu177-psma");
  const own = { ...protocol("lu177-dotatate"), id: "own", title: "Own" };

  for (const chosen of [other, own]) {
    const [read] = readScenarios(
      written({ protocol: chosen, criteria: {} }),
      "s.json",
      plan,
      NO_EDITS,
    );
    expect(read!.whatIf.protocol).toEqual(chosen);
  }
});

test("the published JSON Schema is that of the program", async () => {
  const schema = jsonSchema(scenariosSchema, "gyre.scenarios/1");

  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
    "../../docs/schemas/scenarios.schema.json",
  );
});

test("one RBE of alphas for all limits comes back where alphas reach a structure", () => {
  const ofAlphas = {
    ...plan,
    structureDoses: [organ("kidney", [0.5, 0.7], { alphaShare: 0.9 })],
  } as unknown as PlanResult;

  const [read] = readScenarios(written({ rbeAlpha: 3 }), "s.json", ofAlphas, NO_EDITS);

  expect(read!.whatIf.rbeAlpha).toBe(3);
});

describe("refused, with the place:", () => {
  test("an RBE of alphas where there are none", () => {
    expect(() => readScenarios(written({ rbeAlpha: 3 }), "s.json", plan, NO_EDITS)).toThrow(
      's.json, "Protected kidneys": rbeAlpha: expected none, as no alphas reach a structure of this plan, received 3',
    );
  });

  test("a region that the plan does not have", () => {
    expect(() =>
      readScenarios(
        written({ regions: { spleen: { uptakeFactor: 2 } } }),
        "s.json",
        plan,
        NO_EDITS,
      ),
    ).toThrow(
      's.json, "Protected kidneys": regions: expected one of kidney, remainder, received "spleen"',
    );
  });

  test("another nuclide", () => {
    const text = written().replace('"nuclide": "Lu-177"', '"nuclide": "Y-90"');

    expect(() => readScenarios(text, "s.json", plan, NO_EDITS)).toThrow(
      "nuclide: expected Lu-177 as calculated, received Y-90",
    );
  });

  test("a number that is none", () => {
    const text = written().replace("29.6", '"much"');

    expect(() => readScenarios(text, "s.json", plan, NO_EDITS)).toThrow(
      "s.json: scenarios[0].totalActivityGBq: expected number",
    );
  });
});
