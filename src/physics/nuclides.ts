import { InputError } from "../inputError";
import { elementSymbol } from "./elements";
import type { Nuclide } from "./nuclide";
import { nuclideFromFacts } from "./nuclideFacts";
import { ALPHA_EMITTERS } from "./nuclides/alphaEmitters";
import { BETA_EMITTERS } from "./nuclides/betaEmitters";
import { COMPANIONS } from "./nuclides/companions";
import { IMAGING_NUCLIDES } from "./nuclides/imagingNuclides";

const NUCLIDES: ReadonlyMap<string, Nuclide> = new Map(
  Object.entries({ ...BETA_EMITTERS, ...IMAGING_NUCLIDES, ...ALPHA_EMITTERS, ...COMPANIONS }).map(
    ([name, facts]) => [name, nuclideFromFacts(name, facts)],
  ),
);

/** Every nuclide of the program, daughters included, as "Lu-177". */
export const nuclideNames: readonly string[] = [...NUCLIDES.keys()];

/** Whether it is one for images first of all, by the name that the program gives it. */
export const isImagingNuclide = (name: string): boolean => name in IMAGING_NUCLIDES;

/**
 * The decay facts of a nuclide, however its name is written: "Lu-177", "177Lu", "lu177", "Lutetium-177" or
 * "^177^Lutetium" (the code meaning of DICOM CID 4020 and 18).
 *
 * @throws InputError naming the known nuclides when the program has no facts of it.
 */
export function nuclide(name: string): Nuclide {
  const known = NUCLIDES.get(canonicalName(name));
  if (!known) {
    throw new InputError(
      `nuclide "${name}" is not known; expected one of ${nuclideNames.join(", ")}`,
    );
  }
  return known;
}

/** "Lu-177" from any common way to write it; the text itself when it is no nuclide's name. */
function canonicalName(text: string): string {
  const plain = text.replaceAll(/[\^\s_-]/g, "");
  const [, letters, mass, state = ""] = /^([a-z]+?)(\d+)(m?)$/i.exec(plain) ?? massFirst(plain);
  const symbol = letters && elementSymbol(letters);
  return symbol ? `${symbol}-${mass}${state.toLowerCase()}` : text;
}

/** "177Lu", "99mTc" and "99mTechnetium" read as letters, mass, state. */
function massFirst(plain: string): (string | undefined)[] {
  const [whole, mass, rest = ""] = /^(\d+)([a-z]+)$/i.exec(plain) ?? [];
  if (elementSymbol(rest)) return [whole, rest, mass, ""];
  return [whole, rest.slice(1), mass, rest[0]];
}
