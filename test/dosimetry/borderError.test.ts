import { expect, test } from "vitest";
import { borderError } from "../../src/dosimetry/borderError";
import { type DoseMethod, doseFromKernels } from "../../src/dosimetry/doseEngine";
import { nuclide } from "../../src/physics/nuclides";
import { shortRangeKernel } from "../../src/physics/pointKernel";
import { quietWork } from "../../src/work";
import { analyticKernel } from "../support/analyticKernels";
import { withGpu } from "../support/gpu";
import { centredGrid, volumeOf } from "../support/shapes";

const yttrium = shortRangeKernel(nuclide("Y-90"));
const LIVER = 1060;
const LUNG = 260;

/** Error in percent in a layer of liver at lung, or of lung at liver. */
function errorOf(
  of: "liver" | "lung",
  decays: { readonly liver: number; readonly lung: number },
  method: DoseMethod,
  layerMm: number,
): number {
  const liver = { densityKgPerM3: LIVER, decaysPerVoxel: decays.liver };
  const lung = { densityKgPerM3: LUNG, decaysPerVoxel: decays.lung };
  const sides =
    of === "liver" ? { inside: liver, outside: lung } : { inside: lung, outside: liver };
  const border = { ...sides, medium: "lung", surfaceShare: 1 } as const;
  return (
    100 * borderError(border, { method, kernel: yttrium, kernelDensityGPerCm3: 1.06, layerMm })
  );
}

test("errors of Y-90 in 4 mm at a liver-lung border are those of a slab calculated with transport", () => {
  const filled = { liver: 1, lung: 1 };
  const liverOnly = { liver: 1, lung: 0 };

  expect(errorOf("liver", liverOnly, "densityScaledKernel", 4)).toBeCloseTo(0, 6);
  expect(Math.abs(errorOf("liver", liverOnly, "local", 4) - 19)).toBeLessThan(2);
  expect(Math.abs(errorOf("liver", filled, "densityScaledKernel", 4) + 33)).toBeLessThan(2);
  expect(Math.abs(errorOf("liver", filled, "local", 4) + 33)).toBeLessThan(2);
  expect(Math.abs(errorOf("lung", filled, "local", 4) - 34)).toBeLessThan(2);
});

test("along mass paths the last voxels of a liver differ from other methods as the formula says", () =>
  withGpu(async (gpu) => {
    const layerMm = 3;
    const grid = centredGrid([11, 11, 14], layerMm);
    const inLiver = (z: number) => z < 0;
    const density = volumeOf("densityKgPerM3", grid, ([, , z]) => (inLiver(z) ? LIVER : LUNG));
    const middle = 5 + 11 * (5 + 11 * 6);
    const long = analyticKernel(() => 0, 0, 1);
    const statedBy = async (method: DoseMethod) => {
      const decays = [volumeOf("decays", grid, ([, , z]) => (inLiver(z) ? 1e9 : 0))];
      const input = { decays, density, short: yttrium, long, kernelDensityGPerCm3: 1.06 };
      const { doses } = await doseFromKernels(gpu, { ...input, method }, quietWork());
      return doses[0]!.values[middle]!;
    };

    const right = await statedBy("massPathKernel");
    for (const method of ["local", "densityScaledKernel"] as const) {
      const found = 100 * ((await statedBy(method)) / right - 1);
      const expected = errorOf("liver", { liver: 1, lung: 0 }, method, layerMm);
      expect(Math.abs(found - expected)).toBeLessThan(4);
    }
  }));
