import { rotationMatrix } from "../registration/linearParameters";
import type { Triple } from "../volume/grid";
import {
  apply,
  composeTransforms,
  type LinearTransform,
  type Matrix4,
  translation,
} from "../volume/transform";
import type { SliceFrame } from "./alignmentSlice";

/** A placement (reference → scan) after the scan's picture was pushed by hand: by pixels of a slice, and turned in it by degrees about a point. */
export function pushed(
  placement: LinearTransform,
  { rightMm, downMm }: SliceFrame,
  {
    pixels: [x, y],
    degrees,
  }: { readonly pixels: readonly [number, number]; readonly degrees: number },
  aboutMm: Triple,
): LinearTransform {
  // What was seen at p is seen at p + shift: the scan is asked at the point before.
  const back = translation([
    -(x * rightMm[0] + y * downMm[0]),
    -(x * rightMm[1] + y * downMm[1]),
    -(x * rightMm[2] + y * downMm[2]),
  ]);
  const turnedBack = turnAbout(normalOf(rightMm, downMm), -degrees, aboutMm);
  const { matrix } = composeTransforms(composeTransforms(turnedBack, back), placement);
  return { kind: placement.kind === "affine" ? "affine" : "rigid", matrix };
}

/** From the rows of a picture to its columns is a turn about this axis, clockwise on the screen. */
function normalOf(right: Triple, down: Triple): Triple {
  const cross: Triple = [
    right[1] * down[2] - right[2] * down[1],
    right[2] * down[0] - right[0] * down[2],
    right[0] * down[1] - right[1] * down[0],
  ];
  const length = Math.hypot(...cross);
  return [cross[0] / length, cross[1] / length, cross[2] / length];
}

function turnAbout(axis: Triple, degrees: number, about: Triple): LinearTransform {
  const angle = (degrees * Math.PI) / 180;
  const [a, b, c, d, e, f, g, h, i] = rotationMatrix([
    axis[0] * angle,
    axis[1] * angle,
    axis[2] * angle,
  ]) as number[];
  const turn: Matrix4 = [a!, b!, c!, 0, d!, e!, f!, 0, g!, h!, i!, 0, 0, 0, 0, 1];
  const moved = apply(turn, about);
  const matrix = turn.map((entry, at) =>
    at % 4 === 3 && at < 12 ? about[(at - 3) / 4]! - moved[(at - 3) / 4]! : entry,
  );
  return { kind: "rigid", matrix };
}
