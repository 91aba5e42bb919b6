import { InputError } from "../inputError";
import { nuclideEnergies } from "../physics/nuclideEnergies";
import { nuclide } from "../physics/nuclides";
import { shortRangeKernel } from "../physics/pointKernel";
import { GBQ_TO_BQ, KEV_TO_J, MEV_TO_J } from "../physics/units";

/** Energy per activity of the clinical formulas, J/GBq: each has its own rounding of the 90Y constant. */
export const MONO_COMPARTMENT_J_PER_GBQ = 50; // instructions for use of 90Y glass
export const PARTITION_J_PER_GBQ = 49.67; // Ho et al., Eur J Nucl Med 23 (1996) 947
export const HOLMIUM_J_PER_GBQ = 15.87; // Smits et al., Lancet Oncol 13 (2012) 1025
/** Lung mass where none was measured, kg. */
export const STANDARD_LUNG_KG = 1; // Weber et al., EJNMMI 49 (2022) 1682

/** The same from the decay facts of the program: energy of charged particles of everything that decays where it is trapped, J/GBq. */
export function trappedEnergyJPerGBq(name: string): number {
  const facts = nuclide(name);
  const { totalKeV, photonKeV } = nuclideEnergies(facts);
  return (facts.halfLifeS / Math.LN2) * GBQ_TO_BQ * (totalKeV - photonKeV) * KEV_TO_J;
}

/** The part of it that electrons leave where they stop, without bremsstrahlung: what the voxels of a plan take up, J/GBq. */
export function stoppedJPerGBq(name: string): number {
  const facts = nuclide(name);
  const { totalMeV } = shortRangeKernel(facts);
  return (facts.halfLifeS / Math.LN2) * GBQ_TO_BQ * totalMeV * MEV_TO_J;
}

/** A = D·M/(E·(1 − LSF)): the activity that gives one compartment, tumour and liver together, a mean dose. GBq. */
export function monoCompartmentActivityGBq({
  doseGy,
  massKg,
  lungShunt,
  energyJPerGBq = MONO_COMPARTMENT_J_PER_GBQ,
}: {
  readonly doseGy: number;
  readonly massKg: number;
  /** Share of the activity that reaches the lungs, 0 to below 1. */
  readonly lungShunt: number;
  readonly energyJPerGBq?: number;
}): number {
  return (doseGy * massKg) / (energyJPerGBq * (1 - checkedShunt(lungShunt)));
}

/** Mean dose of that compartment, Gy. */
export const monoCompartmentDoseGy = (
  activityGBq: number,
  massKg: number,
  lungShunt: number,
  energyJPerGBq = MONO_COMPARTMENT_J_PER_GBQ,
): number => (energyJPerGBq * activityGBq * (1 - checkedShunt(lungShunt))) / massKg;

/** Body surface, m²: 0.20247·h^0.725·w^0.425. Du Bois, Arch Intern Med 17 (1916) 863. */
export const bodySurfaceM2 = (heightM: number, weightKg: number): number =>
  0.20247 * heightM ** 0.725 * weightKg ** 0.425;

/** Activity of resin microspheres by body surface: BSA − 0.2 + V_T/V_liver, the liver with its tumours. GBq. Kennedy et al., IJROBP 68 (2007) 13. */
export const resinActivityGBq = (
  heightM: number,
  weightKg: number,
  tumourShareOfLiver: number,
): number => bodySurfaceM2(heightM, weightKg) - 0.2 + tumourShareOfLiver;

/** Lung shunt from counts of lungs and liver, each the geometric mean of both views where they are planar. */
export const lungShuntOf = (lungCounts: number, liverCounts: number): number =>
  lungCounts / (lungCounts + liverCounts);

/** Geometric mean of opposite views, which depth in the body hardly changes. */
export const geometricMean = (anterior: number, posterior: number): number =>
  Math.sqrt(anterior * posterior);

/** What reached the patient: drawn less left in vial, line and catheter, all at one time. GBq. */
export const deliveredActivityGBq = (drawnGBq: number, residualGBq: number): number =>
  drawnGBq - residualGBq;

/** Activity after a time; before it where the time is negative, which is what to order. GBq. */
export const decayedActivityGBq = (
  activityGBq: number,
  nuclideName: string,
  afterH: number,
): number => activityGBq * 2 ** ((-afterH * 3600) / nuclide(nuclideName).halfLifeS);

/** A lung shunt as the formulas can use it. Throws InputError beyond 0 to 1. */
export function checkedShunt(lungShunt: number): number {
  if (!(lungShunt >= 0 && lungShunt < 1))
    throw new InputError(`lung shunt: expected a share from 0 to below 1, received ${lungShunt}`);
  return lungShunt;
}
