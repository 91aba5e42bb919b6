import { alphaShareIn } from "../dosimetry/alphaShare";
import { decayMap } from "../dosimetry/decayMaps";
import { type DoseMethod, doseFromDecays } from "../dosimetry/doseEngine";
import type { SourceRegion } from "../dosimetry/sourceRegions";
import type { Gpu } from "../gpu/gpu";
import type { Nuclide } from "../physics/nuclide";
import { nuclide, nuclideNames } from "../physics/nuclides";
import type { RateTerm } from "../physics/radiobiology";
import { regionStatistics } from "../volume/statistics";
import type { Administration, Role, Structure } from "../volume/study";
import { type Volume, volume } from "../volume/volume";
import { partOf, type Work } from "../work";
import { companionTiacH, decayPerH, grownFrom } from "./companionKinetics";
import { emittersIn } from "./daughterPlaces";
import { diagnosticNotes } from "./diagnosticNotes";
import { isDiagnostic, underTracer } from "./diagnosticPurpose";
import type { Prescription, RegionResult } from "./planResult";
import type { ScanReadings } from "./regionActivities";
import { kineticsOf, massG } from "./regionKinetics";
import { rateTermsOf } from "./structureFacts";

/** What the administration that the scans show has itself given to the patient, before the therapy. */
export interface DiagnosticDose {
  readonly nuclide: string;
  readonly carrier: string;
  /** What was given, MBq. */
  readonly activityMBq: number;
  readonly at?: string;
  /** Nuclides whose decays it holds: the tracer, its impurities, and what lives long of what they turn into. */
  readonly nuclides: readonly string[];
  readonly method: DoseMethod;
  /** Time-integrated activity coefficients of the tracer under its own decay, h, in the order of the regions of the plan. */
  readonly regions: readonly { readonly structureId: string; readonly tiacH: number }[];
  readonly structures: readonly DiagnosticStructure[];
  readonly notes: readonly string[];
}

/** Of all that was given, not per GBq. */
export interface DiagnosticStructure {
  readonly structureId: string;
  readonly name: string;
  readonly role: Role;
  readonly meanGy: number;
  /** Share of it that alphas gave. */
  readonly alphaShare: number;
  /** Of its dose rate; undefined where no curve is the structure's own. */
  readonly effectiveHalfLifeH?: number;
  readonly rateTerms?: readonly RateTerm[];
}

/**
 * Mean dose of every structure by a diagnostic administration: the readings of the plan fitted under the decay of what was given, its decays where the scan
 * shows them, by the engine of the plan; undefined where the administration was none (`isDiagnostic`). What the images show counts, and so the activity that was given, not
 * a nominal one. Photons are most of a tracer's dose: where the plan lets them give nothing (`local`), the kernel of a uniform medium stands in.
 */
export async function diagnosticDose(
  gpu: Gpu,
  input: {
    readonly administration: Administration;
    readonly prescription: Prescription;
    readonly sources: readonly SourceRegion[];
    readonly readings: readonly ScanReadings[];
    /** Decays of the regions in the plan against those of their curves: where voxels have curves of their own, they differ. */
    readonly ofVoxels: readonly number[];
    readonly structures: readonly Structure[];
    readonly density: Volume<"densityKgPerM3">;
    readonly shape: Float32Array;
  },
  work: Work,
): Promise<DiagnosticDose | undefined> {
  const { administration, sources, readings, density, shape } = input;
  if (!isDiagnostic(administration, input.prescription)) return undefined;
  const prescription = underTracer(input.prescription, administration.nuclide);
  const method = prescription.doseMethod === "local" ? "kernel" : prescription.doseMethod;
  const regions = kineticsOf(sources, readings, density, administration, prescription).map(
    (region, r) => ({ ...region, tiacH: Math.max(0, region.tiacH * input.ofVoxels[r]!) }),
  );
  const emitters = emittersGiven(administration, regions);
  const totals = new Float64Array(input.structures.length);
  for (const [n, { nuclide: own, tiacH, share }] of emitters.entries()) {
    const decays = volume("decays", density.grid);
    for (const [r, { mask }] of sources.entries()) {
      const ofRegion = decayMap(mask, shape, share * tiacH[r]!).decays.values;
      for (let v = 0; v < ofRegion.length; v++) decays.values[v]! += ofRegion[v]!;
    }
    const { doses } = await doseFromDecays(
      gpu,
      {
        decays: [decays],
        density,
        nuclide: own,
        method,
        kernelDensityGPerCm3: prescription.kernelDensityGPerCm3,
      },
      partOf(work, n / emitters.length, (n + 1) / emitters.length),
    );
    for (const [s, { mask }] of input.structures.entries())
      totals[s]! += regionStatistics(mask, doses[0]!.values).mean;
  }
  const { nuclide: name, carrier, activityMBq, at } = administration;
  const given = {
    nuclide: name,
    carrier,
    activityMBq,
    ...(at === undefined ? {} : { at }),
    nuclides: emitters.map((emitter) => emitter.nuclide.name),
    method,
    regions: regions.map(({ structureId, tiacH }) => ({ structureId, tiacH })),
    structures: input.structures.map((structure, s) => ({
      ...deliveryIn(structure, massG(structure.mask, density), regions, prescription),
      meanGy: (totals[s]! * activityMBq) / 1000,
    })),
  };
  return { ...given, notes: diagnosticNotes(given, input.prescription) };
}

interface GivenEmitter {
  readonly nuclide: Nuclide;
  /** In each region, h per activity of what it came with. */
  readonly tiacH: readonly number[];
  /** Of what it came with, over the tracer. */
  readonly share: number;
}

/** The tracer, its impurities that the program has facts of, and what lives long of what they turn into. */
function emittersGiven(
  { nuclide: tracer, activityMBq, impurities = [] }: Administration,
  regions: readonly RegionResult[],
): GivenEmitter[] {
  const given = [
    { nuclide: tracer, activityMBq },
    ...impurities.filter(({ nuclide: name }) => nuclideNames.includes(name)),
  ];
  return given.flatMap(({ nuclide: name, activityMBq: own }) =>
    grownFrom(nuclide(name)).map(({ nuclide: emitter, decay }) => ({
      nuclide: emitter,
      share: own / activityMBq,
      tiacH: regions.map((region) =>
        emitter.name === tracer && name === tracer
          ? region.tiacH
          : companionTiacH(region, activityMBq, decayPerH(tracer), decay),
      ),
    })),
  );
}

/** How the dose came in time, and by which radiation. */
function deliveryIn(
  { id, name, role }: Structure,
  grams: number,
  regions: readonly RegionResult[],
  prescription: Prescription,
): Omit<DiagnosticStructure, "meanGy"> {
  const region = regions.find(({ structureId }) => structureId === id);
  const effectiveHalfLifeH = region?.fit.effectiveHalfLifeH;
  const rateTerms = region && rateTermsOf(region.tiacH, region.fit);
  return {
    structureId: id,
    name,
    role,
    alphaShare: grams > 0 ? alphaShareIn(emittersIn(id, prescription, regions), grams) : 0,
    ...(effectiveHalfLifeH !== undefined && effectiveHalfLifeH > 0 ? { effectiveHalfLifeH } : {}),
    ...(rateTerms ? { rateTerms } : {}),
  };
}
