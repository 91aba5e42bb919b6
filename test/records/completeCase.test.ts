import { describe, expect, test } from "vitest";
import { prescriptionOf } from "../../src/app/prescriptionOf";
import { InputError } from "../../src/inputError";
import { protocol } from "../../src/planning/protocols";
import { parseCase } from "../../src/records/caseFile";
import { completeCase } from "../../src/records/completeCase";
import { protocolFields, writeProtocol } from "../../src/records/protocolFile";
import { smallCaseJson } from "../support/smallCase";

const own = { ...protocol("lu177-dotatate"), id: "ours", title: "Ours", cycles: 3 };
const scenarios = [{ name: "Two cycles", cycles: 2 }];
const files: Record<string, string> = {
  "own.protocol.json": writeProtocol(own),
  "scenarios.json": JSON.stringify({ schema: "gyre.scenarios/1", scenarios }),
  "wrong.json": JSON.stringify({ ...protocolFields(own), cycles: 0 }),
};
const readFile = async (path: string) => {
  const text = files[path];
  if (text === undefined) throw new InputError(`${path}: cannot be read`);
  return new TextEncoder().encode(text);
};
const caseWith = (change: object) =>
  parseCase(JSON.stringify({ ...smallCaseJson(), ...change }), "case.json");
const complete = (change: object) => completeCase(caseWith(change), "case.json", readFile);

test("a protocol in a file beside the case and the same within it give the same prescription", async () => {
  const values = { limits: { "kidney-23": 18 }, weeksBetweenCycles: 10 };
  const beside = await complete({ protocol: { file: "own.protocol.json", ...values } });
  const within = await complete({ protocol: { own: protocolFields(own), ...values } });

  const { protocol: used } = prescriptionOf(beside);

  expect(used).toEqual(prescriptionOf(within).protocol);
  expect(used).toMatchObject({ id: "ours", cycles: 3, weeksBetweenCycles: 10 });
  expect(used.limits[0]!.value).toBe(18);
});

test("scenarios in a file take their place in the case", async () => {
  const read = await complete({ scenarios: "scenarios.json" });

  expect(read.scenarios).toEqual(scenarios);
  expect(await complete({ scenarios })).toEqual(read);
});

test("single limits and goals of the protocol differ as the case says", () => {
  const criteria = { "kidney-23": { value: 20, informational: true } };

  const { protocol: used } = prescriptionOf(
    caseWith({ protocol: { own: protocolFields(own), criteria } }),
  );

  expect(used.limits[0]).toMatchObject({ value: 20, informational: true });
  expect(used.limits[0]!.source).toContain("Set in the case, in place of 23 Gy");
});

test("dose before the course and the RBE of all limits are what the prescription starts with", () => {
  const earlier = { kidney: [{ kind: "external", totalGy: 10, fractions: 5 }] };
  const ofAlphas = {
    administration: { nuclide: "Ac-225", activityMBq: 8 },
    protocol: { name: "ac225-psma" },
  };

  expect(prescriptionOf(caseWith({ earlier, rbeAlpha: 3, ...ofAlphas }))).toMatchObject({
    earlier,
    rbeAlpha: 3,
  });
  expect(() => prescriptionOf(caseWith({ rbeAlpha: 3 }))).toThrow(
    "rbeAlpha: expected none, as Lu-177 brings no alphas, received 3",
  );
});

describe("refused, with file and field:", () => {
  test.each<[string, object, string]>([
    [
      "a protocol file that is not there",
      { protocol: { file: "none.json" } },
      "case.json: protocol.file: none.json: cannot be read",
    ],
    [
      "a protocol file with a wrong value",
      { protocol: { file: "wrong.json" } },
      "wrong.json: cycles: expected >=1, received 0",
    ],
    [
      "a file of scenarios that is not there",
      { scenarios: "none.json" },
      "case.json: scenarios: none.json: cannot be read",
    ],
    ["a file that holds no scenarios", { scenarios: "wrong.json" }, "wrong.json: schema: expected"],
  ])("%s", async (_, change, message) => {
    await expect(complete(change)).rejects.toThrow(message);
  });

  test.each<[string, object, string]>([
    [
      "two protocols",
      { protocol: { name: "lu177-dotatate", file: "own.protocol.json" } },
      "case.json: protocol: expected one of name, file and own, received name and file",
    ],
    [
      "a limit in another unit than its metric's",
      {
        protocol: { own: { ...protocolFields(own), limits: [{ ...own.limits[0], unit: "GBq" }] } },
      },
      'case.json: protocol.own: "kidney-23": unit: expected Gy for mean, received GBq',
    ],
    [
      "a field that no scenario has",
      { scenarios: [{ name: "A", activityMBq: 7400 }] },
      "case.json: scenarios[0].activityMBq: there is no such field",
    ],
    [
      "a scenario without a name",
      { scenarios: [{ cycles: 2 }] },
      "case.json: scenarios[0].name: expected",
    ],
    [
      "earlier dose without fractions",
      { earlier: { kidney: [{ kind: "external", totalGy: 10 }] } },
      "case.json: earlier.kidney[0].fractions: expected",
    ],
    ["an RBE that is none", { rbeAlpha: 0 }, "case.json: rbeAlpha: expected >0, received 0"],
  ])("%s", (_, change, message) => {
    expect(() => caseWith(change)).toThrow(message);
  });

  test("a criterion that the protocol does not have", () => {
    const criteria = { "kidny-23": { value: 20 } };

    expect(() =>
      prescriptionOf(caseWith({ protocol: { name: "lu177-dotatate", criteria } })),
    ).toThrow("protocol.criteria: expected limits and goals of lu177-dotatate (kidney-23");
  });
});
