import { PROTOCOLS } from "../planning/protocols";
import { NORMAL_LIVER } from "../planning/tissues";
import type { Case } from "./caseSchema";

/**
 * Whether the liver of a case is that without its tumours: limits of its protocol say so, or no protocol was chosen and decays stay where they are caught, as those
 * of spheres do.
 */
export function limitsSpareTumours({
  kinetics,
  protocol,
}: Pick<Case, "kinetics" | "protocol">): boolean {
  const chosen = PROTOCOLS.find(({ id }) => id === protocol.name);
  return chosen
    ? chosen.limits.some(({ organ }) => organ === NORMAL_LIVER)
    : kinetics.model === "permanent";
}
