import { doseOnly, type Protocol } from "../planning/protocol";
import type { PlanRecord } from "../records/planRecord";
import { protocolFrom } from "../records/protocolFile";
import { protocolNamed } from "./nuclideExchange";

/**
 * The protocol that a plan was made under, as the plan tells it. A plan of an earlier version names it alone: one of the program's, that with its nuclide
 * exchanged, or none.
 *
 * @throws InputError for a name that the program does not have, and for a protocol that none can be.
 */
export function recordedProtocol({
  settings,
  protocol: told,
}: Pick<PlanRecord, "settings" | "protocol">): Protocol {
  if (told) return protocolFrom(told, "plan.json: protocol");
  const { protocol: id, nuclide } = settings;
  return id === "none" ? doseOnly({ nuclide }) : protocolNamed(id);
}
