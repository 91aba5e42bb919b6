import { expect, test } from "vitest";
import { noiseVariance } from "../../src/registration/imageNoise";
import { registerDeformable } from "../../src/registration/registerDeformable";
import { type Grid, PATIENT_AXES, type Triple } from "../../src/volume/grid";
import { occupancies, type Phantom } from "../../src/volume/phantom";
import { seededRandom } from "../../src/volume/random";
import { volume } from "../../src/volume/volume";
import { quietWork } from "../../src/work";
import { withGpu } from "../support/gpu";

const SPACING_MM = 4;
const GRID: Grid = {
  size: [72, 56, 64],
  spacingMm: [SPACING_MM, SPACING_MM, SPACING_MM],
  originMm: [-142, -110, -126],
  axes: PATIENT_AXES,
};
const organ = (id: string, centreMm: Triple, semiAxesMm: Triple, hounsfield: number) => ({
  id,
  name: id,
  role: "organ" as const,
  solids: [{ kind: "ellipsoid" as const, centreMm, semiAxesMm }],
  hounsfield,
});
/** Organs without any texture. */
const ORGANS: Phantom = [
  organ("body", [0, 0, 0], [125, 90, 115], -50),
  organ("liver", [-50, -5, 25], [60, 60, 50], 55),
  organ("kidney", [60, 35, -20], [28, 24, 45], 35),
  organ("spine", [0, 60, 0], [18, 18, 100], 250),
];
const AIR_HU = -1000;
const FRACTIONS = occupancies(ORGANS, GRID);
const EVEN = Float32Array.from({ length: FRACTIONS[0]!.length }, (_, i) =>
  FRACTIONS.reduce((hu, values, n) => hu + values[i]! * (ORGANS[n]!.hounsfield - AIR_HU), AIR_HU),
);

function noisy(noiseHu: number, seed: number) {
  const random = seededRandom(seed);
  return EVEN.map((hu) => Math.max(AIR_HU, hu + noiseHu * random.normal()));
}

test.each([5, 12, 30])(
  "noise of %d HU is found, or up to 40 % more where edges are many",
  (noiseHu) => {
    const found = Math.sqrt(noiseVariance(noisy(noiseHu, 3), GRID.size));

    expect(found / noiseHu).toBeGreaterThan(0.95);
    expect(found / noiseHu).toBeLessThan(1.4);
  },
);

test("an image too thin for a Laplacian shows no noise", () => {
  expect(noiseVariance(noisy(12, 3).subarray(0, 72 * 56), [72, 56, 1])).toBe(0);
});

test.each([12, 30])(
  "two scans of the same uniform organs with noise of %d HU of their own: nothing moves by a voxel, volumes stay within 0.8 to 1.25",
  { timeout: 120_000 },
  (noiseHu) =>
    withGpu(async (gpu) => {
      const image = (seed: number) => ({
        volume: volume("hounsfield", GRID, noisy(noiseHu, seed)),
        outside: AIR_HU,
      });

      const { transform, jacobian } = await registerDeformable(
        gpu,
        { fixed: image(1), moving: image(2) },
        quietWork(),
      );

      const [x, y, z] = transform.fieldMm;
      const longestMm = x.reduce((most, u, i) => Math.max(most, Math.hypot(u, y[i]!, z[i]!)), 0);
      expect(longestMm).toBeLessThan(SPACING_MM);
      expect(jacobian.minimum).toBeGreaterThan(0.8);
      expect(jacobian.maximum).toBeLessThan(1.25);
    }),
);
