import { expect, test } from "vitest";
import type { ValidationContext } from "../../src/cli/validate/context";
import { planningSection } from "../../src/cli/validate/planningRows";
import { quietWork } from "../../src/work";
import { withGpu } from "../support/gpu";

test("every figure of planning stays within its limit", () =>
  withGpu(async (gpu) => {
    const rows = await planningSection.rows({ gpu, work: quietWork() } as ValidationContext);

    expect(rows.filter(({ passed }) => !passed)).toEqual([]);
    expect(rows.length).toBeGreaterThan(15);
  }));
