import { alphaKeVOf, chainGroups, emittersOf, leadsPerDecay } from "../physics/chainGroups";
import { nuclide as factsOf, nuclideNames } from "../physics/nuclides";
import { RBE_SOURCE } from "../planning/commonRbe";
import { type Criterion, isPatientQuantity } from "../planning/limit";
import type { Protocol } from "../planning/protocol";
import { protocol } from "../planning/protocols";
import { RBE_DETERMINISTIC } from "../planning/protocols/prostate";

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
 * The protocol with another nuclide on the same carrier: limits and goals stay, which are of tissues, but are of doses of betas and photons: alphas are weighted
 * by their RBE in those that had none. The usual activity goes, which was that of the other nuclide. The biology is taken as unchanged, daughters as staying
 * where they arise.
 */
export const withNuclide = (protocol: Protocol, nuclide: string): Protocol => ({
  ...protocol,
  limits: protocol.limits.map((limit) => weighedFor(limit, nuclide)),
  goals: protocol.goals.map((goal) => weighedFor(goal, nuclide)),
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

/** A protocol of the program, or one with its nuclide exchanged, by its id. Throws InputError for a name that the program does not have. */
export function protocolNamed(id: string): Protocol {
  const [base = "", exchanged] = id.split("+");
  return exchanged === undefined ? protocol(id) : withNuclide(protocol(base), exchanged);
}

const WEIGHED = ", RBE-weighted for alphas";

/** The criterion with alphas weighted where the nuclide brings them, and as it was where it does not. */
function weighedFor<C extends Criterion>(criterion: C, nuclide: string): C {
  const { rbeAlpha, label, source } = criterion;
  if (bringsAlphas(nuclide)) {
    if (rbeAlpha !== undefined || isPatientQuantity(criterion.metric)) return criterion;
    return {
      ...criterion,
      rbeAlpha: RBE_DETERMINISTIC,
      label: `${label}${WEIGHED}`,
      source: `${source}${noteOfRbe}`,
      confirm: true,
    };
  }
  if (!label.endsWith(WEIGHED)) return criterion;
  const { rbeAlpha: _, ...rest } = criterion;
  return {
    ...(rest as C),
    label: label.slice(0, -WEIGHED.length),
    source: source.replace(noteOfRbe, ""),
  };
}

const noteOfRbe = `; made for betas, alphas weighted by ${RBE_DETERMINISTIC} (${RBE_SOURCE})`;

/** Whether the nuclide, or what it decays to, sends out alphas. */
export function bringsAlphas(name: string): boolean {
  const groups = chainGroups(factsOf(name));
  return alphaKeVOf(emittersOf(groups, leadsPerDecay(groups))) > 0;
}
