import { matchesName } from "../planning/matchStructures";
import { LUNG } from "../planning/tissues";
import { maskUnion, maskWithout } from "../volume/maskArithmetic";
import { readableName } from "../volume/readableName";
import { resampleMask } from "../volume/resampleMask";
import type { Structure } from "../volume/study";
import type { LiverStructures } from "./liverStructures";

/** Lungs that were drawn in parts as one: the limits of spheres speak of the mean dose of all lung. Tumours are taken off. */
export function oneLung(drawn: readonly Structure[]): LiverStructures {
  const parts = drawn.filter(({ role, name }) => role === "organ" && matchesName(LUNG, name));
  const [first] = parts;
  if (!first || parts.length < 2) return { structures: drawn, notes: [] };
  const { grid } = first.mask;
  const masksOf = (structures: readonly Structure[]) =>
    structures.map(({ mask }) => resampleMask(mask, grid));
  const names = parts.map(({ name }) => readableName(name)).join(", ");
  const lungs: Structure = {
    ...first,
    id: "lungs",
    name: "Lungs",
    source: names,
    mask: maskWithout(
      maskUnion(masksOf(parts)),
      masksOf(drawn.filter(({ role }) => role === "tumour")),
    ),
  };
  return {
    structures: [...drawn.filter((structure) => !parts.includes(structure)), lungs],
    notes: [`Lungs are made of ${names}: limits speak of the mean dose of all lung.`],
  };
}
