import { expect, test } from "vitest";
import { microsphereRows } from "../../src/cli/validate/microsphereRows";
import { spherePlanRows } from "../../src/cli/validate/spherePlanRows";
import { quietWork } from "../../src/work";
import { withGpu } from "../support/gpu";

test("closed formulas keep to published and hand-made figures", () => {
  expect(microsphereRows().filter(({ passed }) => !passed)).toEqual([]);
});

test("voxels of a liver that was drawn twice, with two territories and another shunt, give the partition model within 0.1 %", () =>
  withGpu(async (gpu) => {
    const rows = await spherePlanRows(gpu, quietWork());

    expect(rows).toHaveLength(7);
    expect(rows.filter(({ passed }) => !passed)).toEqual([]);
  }));
