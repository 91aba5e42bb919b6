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
  if (carrier !== "not stated" && !sameWord(carrier, protocol.carrier))
    notes.push(
      `${carrier} was given and the plan is for ${protocol.carrier} (${protocol.id}): the kinetics of the one are taken for the other's.`,
    );
  return notes;
}

/** PSMA and PSMA-617 count as one: what is meant is the molecule. */
function sameWord(a: string, b: string): boolean {
  const [p, q] = [a, b].map((text) => {
    const plain = text.toLowerCase().replace(/[^a-z0-9]/g, "");
    return SYNONYMS.find(([other]) => other.test(plain))?.[1] ?? plain;
  });
  return p!.includes(q!) || q!.includes(p!);
}

const SYNONYMS: readonly (readonly [RegExp, string])[] = [
  [/mibg|iobenguan|azedra/, "iobenguane"],
  [/iodide|iodid|^nai$/, "nai"],
  [/tate|lutathera/, "dotatate"],
  [/vipivotid|pluvicto/, "psma"],
  [/radium|xofigo/, "racl2"],
];
