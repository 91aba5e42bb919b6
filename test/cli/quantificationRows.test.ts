import { expect, test } from "vitest";
import type { ValidationContext } from "../../src/cli/validate/context";
import { quantificationSection } from "../../src/cli/validate/quantificationRows";

test("every figure of quantification stays within its limit", { timeout: 120_000 }, async () => {
  const rows = await quantificationSection.rows({} as ValidationContext);

  expect(rows.filter(({ passed }) => !passed)).toEqual([]);
  expect(rows.length).toBeGreaterThan(12);
});
