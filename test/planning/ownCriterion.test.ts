import { describe, expect, test } from "vitest";
import { figureChoices } from "../../components/ownCriterionFields";
import { hold } from "../../src/planning/criterionResult";
import type { StructureMetric } from "../../src/planning/limit";
import { isOfPatient, responseOf, withOwn, withoutOwn } from "../../src/planning/ownCriterion";
import { protocol } from "../../src/planning/protocols";
import { parseProtocol, writeProtocol } from "../../src/records/protocolFile";
import { organ } from "../support/planning";

const LU = protocol("lu177-dotatate");
const kidney = organ("kidney", [0.4, 0.6]);
const entered = {
  type: "limit" as const,
  structure: { structureId: "kidney", name: "Left kidney" },
  metric: { kind: "doseAtVolumePercent", percent: 2 } as StructureMetric,
  value: 30,
  per: "course" as const,
};

test("a limit of one's own is held against its structure alone", () => {
  const { limits } = withOwn(LU, entered);

  const [held, ...others] = hold(limits.at(-1)!, {
    structures: [kidney, organ("kidney_right", [0.4, 0.6])],
    schedule: [1, 1],
  });

  expect(others).toEqual([]);
  expect(held?.status).toBe("held");
  // D2 % of doses even between 0.4 and 0.6 Gy/GBq.
  if (held?.status === "held") expect(held.activityGBq).toBeCloseTo(30 / 0.596 / 2, 2);
  expect(limits.at(-1)!.label).toBe("Left kidney, D2 %");
});

test("a protocol with own limits and goals has a name of its own, and its first one again without them", () => {
  const goal = { ...entered, type: "goal" as const };
  const both = withOwn(withOwn(LU, entered), goal);

  expect(both.id).toBe("lu177-dotatate-own");
  expect(both.title).toBe(`${LU.title}, with own limits and goals`);
  expect(both.goals.map(({ id }) => id)).toContain("own-2");
  expect(withOwn({ ...LU, id: "lu177-dotatate+Y-90" }, entered).id).toBe("lu177-dotatate-own+Y-90");
  expect(withoutOwn(withoutOwn(both, "own-1"), "own-2")).toEqual(LU);
});

describe("every figure that the page offers", () => {
  test.each(figureChoices(responseOf(kidney)).map((choice) => [choice.id, choice] as const))(
    "%s makes a protocol that a file can hold, and that is held",
    (_, { fields, metric, value }) => {
      const numbers = Object.fromEntries(fields.map(({ key, start }) => [key, start]));
      const { structure, ...rest } = { ...entered, metric: metric(numbers), value };
      const ofPatient = isOfPatient(rest.metric.kind);
      const made = withOwn(LU, ofPatient ? rest : { ...rest, structure });

      expect(parseProtocol(writeProtocol(made), "own.json")).toEqual(made);
      const [held] = hold(made.limits.at(-1)!, {
        structures: [{ ...kidney, smoothedMaxGyPerGBq: 0.6 }],
        measured: {
          bloodGyPerGBq: 0.1,
          wholeBodyGyPerGBq: 0.1,
          retention: [{ atH: 48, fraction: 0.5 }],
        },
        schedule: [1],
      });
      expect(held?.status).toBe("held");
    },
  );
});
