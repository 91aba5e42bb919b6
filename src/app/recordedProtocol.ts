import { doseOnly, type Protocol } from "../planning/protocol";
import { protocol } from "../planning/protocols";
import type { PlanRecord } from "../records/planRecord";
import { withNuclide } from "./nuclideExchange";

/**
 * The protocol that a plan was made under: one of the program's, that with its nuclide exchanged, or none.
 *
 * @throws InputError for one that the program does not have.
 */
export function recordedProtocol({ settings }: Pick<PlanRecord, "settings">): Protocol {
  const { protocol: id, nuclide } = settings;
  if (id === "none") return doseOnly({ nuclide });
  const [base = "", exchanged] = id.split("+");
  return exchanged === undefined ? protocol(id) : withNuclide(protocol(base), exchanged);
}
