import { expect, test } from "vitest";
import type { ValidationContext } from "../../src/cli/validate/context";
import { planningSection } from "../../src/cli/validate/planningRows";
import { quietWork } from "../../src/work";

test("every figure of planning stays within its limit", async () => {
  const rows = await planningSection.rows({ work: quietWork() } as ValidationContext);

  expect(rows.filter(({ passed }) => !passed)).toEqual([]);
  expect(rows.length).toBeGreaterThan(15);
});
