import { borderError } from "../dosimetry/borderError";
import { type DensityBorder, densityBorders } from "../dosimetry/densityBorders";
import type { DoseMethod } from "../dosimetry/doseEngine";
import { radiusHolding } from "../dosimetry/radialEnergy";
import { emittersKernel } from "../physics/chainKernel";
import type { KernelPart } from "../physics/pointKernel";
import { matchStructures } from "../planning/matchStructures";
import { sentenceName } from "../volume/readableName";
import type { Volume } from "../volume/volume";
import { emittersIn } from "./daughterPlaces";
import type { PlanResult, Prescription } from "./planResult";

interface AtBorders
  extends Pick<
    PlanResult,
    "prescription" | "regions" | "structures" | "structureDoses" | "densityKgPerM3"
  > {
  /** Of each source region. */
  readonly decays: readonly Volume<"decays">[];
}

/** An error at the border below this needs no sentence. */
const LEAST_ERROR = 0.05;

/**
 * Sentences for structures with a limit or goal whose surface lies within the reach of the betas from lung, air or bone, where the method in use does not
 * follow the density. Only for betas long-ranged enough to leave the voxels of their decays, with those of all daughters that decay in the structure; these lie as the
 * parent does.
 */
export function borderWarnings(plan: AtBorders): string[] {
  const { prescription, regions, structures, structureDoses, densityKgPerM3: density } = plan;
  const { limits, goals } = prescription.protocol;
  const judged = new Set(
    [...limits, ...goals]
      .flatMap(({ organ }) => matchStructures(organ, structureDoses))
      .map(({ structureId }) => structureId),
  );
  return structures
    .filter(({ id, role }) => judged.has(id) && role !== "body")
    .flatMap(({ id, name, mask }) => {
      const emitters = emittersIn(id, prescription, regions);
      const kernelOf = (parts: readonly KernelPart[]) =>
        emittersKernel(prescription.nuclide, emitters, parts);
      const reachMm = radiusHolding(kernelOf(["beta", "electron"]), 0.9);
      if (reachMm < Math.min(...density.grid.spacingMm) / 2 || reachMm < SHORT_MM) return [];
      const asked = {
        method: prescription.doseMethod,
        kernel: kernelOf(["beta", "electron", "alpha"]),
        kernelDensityGPerCm3: prescription.kernelDensityGPerCm3,
        layerMm: reachMm,
      };
      return densityBorders(mask, density, plan.decays, reachMm).flatMap((border) => {
        const error = borderError(border, asked);
        return Math.abs(error) < LEAST_ERROR
          ? []
          : [sentence(name, border, error, prescription, reachMm)];
      });
    });
}

/** Betas that reach less far change the dose of a structure of any size by less than a contour does. */
const SHORT_MM = 2;

function sentence(
  name: string,
  { medium, surfaceShare }: DensityBorder,
  error: number,
  { nuclide: emitter, doseMethod }: Prescription,
  reachMm: number,
): string {
  const share = `${(100 * surfaceShare).toFixed(0)} % of its surface`;
  const where = `lies within the reach of the betas of ${emitter} (${reachMm.toFixed(1)} mm) from ${medium}`;
  const size = `${(100 * Math.abs(error)).toFixed(0)} % too ${error < 0 ? "low" : "high"}`;
  return `${sentenceName(name)}: ${share} ${where}. Within that reach ${METHOD[doseMethod]} states the dose of charged particles about ${size}; the mass-path kernel follows the density.`;
}

const METHOD: Readonly<Record<DoseMethod, string>> = {
  local: "local deposition",
  kernel: "the kernel of one density",
  densityScaledKernel: "the density-scaled kernel",
  massPathKernel: "the mass-path kernel",
};
