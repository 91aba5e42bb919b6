import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { kineticOptions } from "../../src/app/kineticOptions";
import type { Prescription, RegionResult } from "../../src/app/planResult";
import { regionFit } from "../../src/app/regionFit";

const TIMES = [4, 24, 96];
const READINGS = {
  structureId: "kidney",
  id: "kidney",
  name: "left kidney",
  role: "organ" as const,
  scanIds: ["a", "b", "c"],
  timesH: TIMES,
  activityMBq: TIMES.map((t) => 100 * 2 ** (-t / 51)),
  sigmaMBq: undefined,
};
const GIVEN = { nuclide: "Lu-177", carrier: "DOTATATE", activityMBq: 7400, at: undefined };
const asked = (choice: Prescription["kineticsOf"][string]) =>
  ({
    nuclide: "Lu-177",
    kineticModel: "auto",
    kineticsOf: { kidney: choice },
  }) as unknown as Prescription;

test("a half-life held by hand bounds the models, and leaves methods for few scans and permanent uptake as they are", () => {
  const options = kineticOptions(
    READINGS as unknown as RegionResult,
    GIVEN,
    asked({ heldHalfLifeH: [60, 60] }),
  );
  const halfLife = (method: string) =>
    [...options.models, ...options.fewScans].find((option) => option.method === method)?.fit
      ?.effectiveHalfLifeH;

  expect(halfLife("monoExponential")).toBeCloseTo(60, 6);
  expect(halfLife("trapezoid")).toBeCloseTo(60, 6);
  expect(halfLife("permanent")).toBeCloseTo(159.5, 0);
  expect(halfLife("twoPoint")).toBeCloseTo(51, 6);
});

test("a fixed half-life lets one reading that counts be read with an exponential, not with a population", () => {
  const choice = { heldHalfLifeH: [60, 60] as const, weights: { a: 0, b: 0 } };
  const { fit } = regionFit(READINGS, GIVEN, asked(choice));

  expect(fit.method).toBe("monoExponential");
  expect(fit.effectiveHalfLifeH).toBeCloseTo(60, 9);
  expect(fit.flags[0]).toContain("fixed at 60 h by hand");
});

test("an uptake held by hand goes with the models that have one, and needs a reading less", () => {
  const late = { ...READINGS, scanIds: ["b", "c"], timesH: [24, 96], activityMBq: [70, 27] };
  const { models } = kineticOptions(
    late as unknown as RegionResult,
    GIVEN,
    asked({ heldHalfLifeH: { second: [1, 1] } }),
  );
  const of = (method: string) => models.find((option) => option.method === method)!;

  expect(Math.LN2 / of("uptakeWashout").fit!.terms[1]!.ratePerH).toBeCloseTo(1, 9);
  expect(of("monoExponential").fit!.flags.join()).not.toContain("by hand");
  expect(of("biExponential").reason).toBe("needs 3 readings, 2 count");
});

test.each([[[60, 60]], [{ slowest: [50, 70], second: [1, 1] }]])(
  "plan.json may carry %o for a region, by its schema",
  (heldHalfLifeH) => {
    const { settings } = JSON.parse(
      readFileSync("docs/schemas/plan.schema.json", "utf8"),
    ).properties;
    const ajv = new Ajv2020({ strictTypes: false });

    const accepts = ajv.validate(settings.properties.kineticsOf, { kidney: { heldHalfLifeH } });

    expect(accepts).toBe(true);
  },
);
