import { InputError } from "../inputError";
import type { Protocol } from "./protocol";
import { BLOOD_PROTOCOLS } from "./protocols/blood";
import { BONE_PROTOCOLS } from "./protocols/bone";
import { LIVER_PROTOCOLS } from "./protocols/liver";
import { LOCAL_PROTOCOLS } from "./protocols/local";
import { NEUROENDOCRINE_PROTOCOLS } from "./protocols/neuroendocrine";
import { PROSTATE_PROTOCOLS } from "./protocols/prostate";
import { RESEARCH_PROTOCOLS } from "./protocols/research";
import { THYROID_PROTOCOLS } from "./protocols/thyroid";

/** Every therapy that the program knows, established ones first. Values are defaults: each shows its source and can be changed. */
export const PROTOCOLS: readonly Protocol[] = [
  ...NEUROENDOCRINE_PROTOCOLS,
  ...PROSTATE_PROTOCOLS,
  ...THYROID_PROTOCOLS,
  ...LIVER_PROTOCOLS,
  ...BONE_PROTOCOLS,
  ...BLOOD_PROTOCOLS,
  ...LOCAL_PROTOCOLS,
  ...RESEARCH_PROTOCOLS,
].sort((a, b) => Number(a.research) - Number(b.research));

/** The protocol of a name such as "lu177-dotatate". Throws InputError that lists the known ones. */
export function protocol(id: string): Protocol {
  const known = PROTOCOLS.find((candidate) => candidate.id === id);
  if (!known)
    throw new InputError(
      `protocol "${id}" is not known; expected one of ${PROTOCOLS.map((p) => p.id).join(", ")}`,
    );
  return known;
}
