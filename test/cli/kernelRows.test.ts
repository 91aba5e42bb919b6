import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { referenceAt } from "../../src/cli/validate/context";
import { convolutionSection } from "../../src/cli/validate/convolutionRows";
import { decaySection } from "../../src/cli/validate/decayRows";
import { pointKernelSection } from "../../src/cli/validate/pointKernelRows";
import { sphereSection } from "../../src/cli/validate/sphereRows";
import { voxelKernelSection } from "../../src/cli/validate/voxelKernelRows";
import { quietWork } from "../../src/work";
import { withGpu } from "../support/gpu";

const folder = resolve(process.env.GYRE_REFERENCE ?? "../shared/reference");
const reference = referenceAt(folder);
if (!existsSync(folder)) console.warn(`Skipped: no reference data at ${folder}.`);

describe.each([
  decaySection,
  pointKernelSection,
  voxelKernelSection,
  convolutionSection,
  sphereSection,
])("$title", (section) => {
  test.skipIf(section.needs.some((name) => !reference.has(name)))(
    "every figure stays within its limit",
    () =>
      withGpu(async (gpu) => {
        const rows = await section.rows({ gpu, reference, work: quietWork() });

        expect(rows.filter(({ passed }) => !passed)).toEqual([]);
        expect(rows.length).toBeGreaterThan(3);
      }),
    300_000, // spheres through voxels take a minute on a software adapter and a busy machine
  );
});
