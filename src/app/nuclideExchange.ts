import { nuclideNames } from "../physics/nuclides";
import type { Protocol } from "../planning/protocol";

/** Nuclides of therapy that a carrier can be thought to bear instead. */
export const EXCHANGES: readonly string[] = [
  "Lu-177",
  "Y-90",
  "Tb-161",
  "Cu-67",
  "Re-188",
  "Ho-166",
  "I-131",
  "Ac-225",
  "Pb-212",
  "Bi-213",
  "At-211",
].filter((name) => nuclideNames.includes(name));

/**
 * The protocol with another nuclide on the same carrier: limits and goals stay, which are of tissues; the usual activity goes, which was
 * that of the other nuclide. The biology is taken as unchanged, daughters as staying where they arise.
 */
export const withNuclide = (protocol: Protocol, nuclide: string): Protocol => ({
  ...protocol,
  id: `${protocol.id.replace(/\+.*$/, "")}+${nuclide}`,
  title: `${protocol.title.replace(/ with [A-Z][a-z]?-\d+$/, "")} with ${nuclide}`,
  nuclide,
  standardActivity: { kind: "byDosimetry" },
  notes: [
    `Thought through with ${nuclide}: the same biology, the decay of ${nuclide}; daughters decay where they arise.`,
    ...protocol.notes,
  ],
  research: true,
});
