import { sameCarrier } from "../volume/carrierName";
import type { Administration } from "../volume/study";
import type { Prescription } from "./planResult";

/** What a plan takes from scans of something else than it plans: kinetics of another nuclide, or of another carrier. */
export function transferNotes(
  { nuclide, carrier }: Pick<Administration, "nuclide" | "carrier">,
  { protocol, nuclide: planned }: Pick<Prescription, "protocol" | "nuclide">,
): string[] {
  const notes = [];
  if (nuclide !== planned)
    notes.push(
      `The scans are of ${nuclide} and the plan is for ${planned}: the same biology is assumed, its decay in place of the other's.`,
    );
  if (carrier !== "" && carrier !== "not stated" && !sameCarrier(carrier, protocol.carrier))
    notes.push(
      `${carrier} was given and the plan is for ${protocol.carrier} (${protocol.id}): the kinetics of the one are taken for the other's.`,
    );
  return notes;
}
