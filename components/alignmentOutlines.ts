import { insideOf, type SliceFrame } from "../src/app/alignmentSlice";
import type { Alignment } from "../src/registration/alignTimePoints";
import type { Structure } from "../src/volume/study";
import { composeTransforms, IDENTITY, invertTransform } from "../src/volume/transform";
import type { Outline } from "./alignment-picture";
import { structureColours } from "./structureColours";

/** Outlines of the structures where the reference has them; those that moved on their own, where they were read in the scan. */
export function outlinesIn(
  frame: SliceFrame,
  structures: readonly Structure[],
  alignment: Alignment | undefined,
): Outline[] {
  const colours = structureColours(structures, "dark");
  return structures
    .filter(({ role }) => role !== "body")
    .map(({ id, mask }) => {
      const own = alignment?.local?.[id];
      const there = own ? composeTransforms(alignment.transform, invertTransform(own)) : IDENTITY;
      return { inside: insideOf(frame, mask, there), colour: colours.get(id)! };
    });
}
