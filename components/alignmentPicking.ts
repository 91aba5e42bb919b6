import { html } from "lit";
import { pixelOf, pointAt, type SliceFrame } from "../src/app/alignmentSlice";
import type { Landmark } from "../src/registration/landmarks";
import type { Triple } from "../src/volume/grid";
import type { PointMap } from "../src/volume/transform";
import type { HalfLandmark } from "./alignment-landmarks";
import type { Mark } from "./alignment-picture";
import "./alignment-picture";

/** A slice of the reference and one of the scan as it lies now, with the points found so far. */
export interface PickedSlices {
  readonly frame: SliceFrame;
  readonly fixed: Float32Array;
  readonly seen: Float32Array;
  readonly pairs: readonly Landmark[];
  readonly half: HalfLandmark;
  /** From the scan to where it is seen in the reference. */
  readonly toReference: PointMap;
  readonly referenceLabel: string;
  readonly scanLabel: string;
}

/** Two pictures side by side, each scan alone; `onPick` hears of a point in one of them, in the reference's space. */
export function alignmentPicking(
  { frame, fixed, seen, pairs, half, toReference, referenceLabel, scanLabel }: PickedSlices,
  onPick: (side: keyof HalfLandmark, seenMm: Triple) => void,
) {
  const marksOf = (side: keyof HalfLandmark, place: PointMap) =>
    [...pairs, half].flatMap(({ [side]: point }, n) =>
      point ? [markAt(frame, place(point), n)] : [],
    );
  const one = (label: string, divider: number, side: keyof HalfLandmark, marks: readonly Mark[]) =>
    html`<figure>
      <figcaption>${label}</figcaption>
      <alignment-picture
        label="${label}: arrow keys move the cross, Enter sets a point"
        picking
        .frame=${frame}
        .fixed=${fixed}
        .moving=${seen}
        .comparison=${"swipe"}
        .divider=${divider}
        .marks=${marks}
        @picture-pick=${({ detail: [x, y] }: CustomEvent<readonly [number, number]>) =>
          onPick(side, pointAt(frame, x, y))}
      ></alignment-picture>
    </figure>`;
  return html`${one(
    `Reference: ${referenceLabel}`,
    1,
    "fixedMm",
    marksOf("fixedMm", (p) => p),
  )}
  ${one(`Scan: ${scanLabel}, as it lies now`, 0, "movingMm", marksOf("movingMm", toReference))}`;
}

/** Points further from the slice than this lie in another. */
const IN_SLICE_MM = 4;

function markAt(frame: SliceFrame, pointMm: Triple, n: number): Mark {
  const { x, y, awayMm } = pixelOf(frame, pointMm);
  return { x, y, label: String(n + 1), isHere: awayMm <= IN_SLICE_MM };
}
