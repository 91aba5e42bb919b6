import type { Role } from "../volume/study";
import labels from "./totalSegmentatorLabels.json";

/** One label of a segmentation, ready to be a structure. */
export interface KnownLabel {
  /** The name that the segmentation gives it: "kidney_left". */
  readonly id: string;
  /** The same for people: "kidney left". */
  readonly name: string;
  readonly role: Role;
}

/**
 * Labels of the task "total" of TotalSegmentator 2 (117 classes of CT, numbered as its class map has them), by number.
 * Version 1 numbers them otherwise: a file of it must be named label by label. Organs that can carry a limit are `organ`,
 * vertebrae and sacrum, where marrow is measured, `marrow`, all others `other`.
 */
export const TOTAL_SEGMENTATOR: ReadonlyMap<number, KnownLabel> = new Map(
  Object.entries(labels).map(([number, { id, role }]) => [
    Number(number),
    { id, name: id.replaceAll("_", " "), role: role as Role },
  ]),
);
