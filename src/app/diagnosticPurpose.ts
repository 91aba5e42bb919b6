import { heldPhases, PHASES, type Phase } from "../kinetics/heldHalfLife";
import type { KineticChoice } from "../kinetics/kineticChoice";
import { isImagingNuclide } from "../physics/nuclides";
import type { Administration } from "../volume/study";
import { decayPerH } from "./companionKinetics";
import type { Prescription } from "./planResult";

/**
 * Whether what the scans show was given for images, before the therapy: as the study says, else where it is an imaging nuclide and another one is planned. Without a word of the
 * study, the nuclide of the plan is taken for a cycle of the therapy, and another nuclide of therapy for one that the plan is compared with.
 */
export const isDiagnostic = (
  { nuclide, purpose }: Pick<Administration, "nuclide" | "purpose">,
  { nuclide: planned }: Pick<Prescription, "nuclide">,
): boolean =>
  purpose === undefined
    ? nuclide !== planned && isImagingNuclide(nuclide)
    : purpose === "diagnostic";

/**
 * The prescription for what was given itself: its nuclide, the daughters where they arise, and half-lives held by hand as the same biology has them under its decay.
 */
export function underTracer(prescription: Prescription, tracer: string): Prescription {
  const { daughters: _, ...rest } = prescription;
  const gainPerH = decayPerH(tracer) - decayPerH(prescription.nuclide);
  const kineticsOf = Object.fromEntries(
    Object.entries(prescription.kineticsOf).map(([id, choice]) => [
      id,
      gainPerH === 0 ? choice : heldUnder(choice, gainPerH, decayPerH(tracer)),
    ]),
  );
  return { ...rest, nuclide: tracer, kineticsOf };
}

/** λ + gain, not below decay. */
function heldUnder(choice: KineticChoice, gainPerH: number, decay: number): KineticChoice {
  if (!choice.heldHalfLifeH) return choice;
  const held = heldPhases(choice.heldHalfLifeH);
  const underGain = (hours: number) => Math.LN2 / Math.max(decay, Math.LN2 / hours + gainPerH);
  const phases = PHASES.flatMap((phase): [Phase, readonly [number, number]][] => {
    const range = held[phase];
    return range ? [[phase, [underGain(range[0]), underGain(range[1])]]] : [];
  });
  return { ...choice, heldHalfLifeH: Object.fromEntries(phases) };
}
