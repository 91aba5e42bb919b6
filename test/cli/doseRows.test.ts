import { expect, test } from "vitest";
import { referenceAt } from "../../src/cli/validate/context";
import { doseSection } from "../../src/cli/validate/doseRows";
import { quietWork } from "../../src/work";
import { withGpu } from "../support/gpu";

test(
  "layers, half-spaces, densities, energy and histograms of the dose stay within their limits",
  () =>
    withGpu(async (gpu) => {
      const rows = await doseSection.rows({ gpu, reference: referenceAt(""), work: quietWork() });

      expect(rows.filter(({ passed }) => !passed)).toEqual([]);
      expect(rows).toHaveLength(13);
    }),
  60_000,
);
