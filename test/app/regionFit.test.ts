import { expect, test } from "vitest";
import { type ReadRegion, regionFit } from "../../src/app/regionFit";
import { nuclide } from "../../src/physics/nuclides";

const kidney: ReadRegion = {
  id: "kidney_left",
  name: "kidney, left",
  role: "organ",
  scanIds: ["a"],
  timesH: [24],
  activityMBq: [70],
  sigmaMBq: [3.5],
};
const given = { nuclide: "Lu-177", carrier: "DOTATATE", activityMBq: 7400, at: undefined };
const methods = { nuclide: "Lu-177", kineticModel: "auto", kineticsOf: {} } as const;

test("one reading and no choice: other patients stand in, and the first flag says so", () => {
  const { choice, fit } = regionFit(kidney, given, methods);

  expect(choice).toEqual({ method: "prior", prior: "177Lu-DOTATATE/kidney" });
  expect(fit.tiaInterval95MBqH).toBeDefined();
  expect(fit.flags[0]).toContain("no method was chosen");
});

test("one reading of a region of which no population is known: decay alone, as an upper bound", () => {
  const { fit } = regionFit({ ...kidney, name: "remainder", role: "other" }, given, methods);
  const rate = (Math.LN2 * 3600) / nuclide("Lu-177").halfLifeS;

  expect(fit.tiaMBqH).toBeCloseTo((70 * Math.exp(rate * 24)) / rate, 6);
  expect(fit.flags[0]).toContain("upper bound");
});

test("a choice that does not go with the readings names the region", () => {
  const kineticsOf = { kidney_left: { method: "biExponential" } } as const;

  expect(() => regionFit(kidney, given, { ...methods, kineticsOf })).toThrow(
    "kidney, left: time-activity fit, model biExponential: expected at least 4 readings",
  );
});
