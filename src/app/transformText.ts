import { readItkTransform } from "../formats/transforms/itkText";
import { readTransformJson } from "../formats/transforms/json";
import { determinantOf, type LinearTransform } from "../volume/transform";

/** Reads one linear transform (reference → scan) from our JSON or ITK's text, by what the file holds. @throws InputError for others. */
export function readTransformText(text: string, fileName: string): LinearTransform {
  const read = text.trimStart().startsWith("{") ? readTransformJson : readItkTransform;
  const transform = read(text, fileName);
  // ITK's files do not say that a matrix only turns.
  return transform.kind === "affine" && isRigid(transform)
    ? { ...transform, kind: "rigid" }
    : transform;
}

/** Digits of a matrix that was written with six. */
const ROUNDING = 1e-5;

function isRigid(transform: LinearTransform): boolean {
  const m = transform.matrix;
  const along = (a: number, b: number) =>
    m[a]! * m[b]! + m[4 + a]! * m[4 + b]! + m[8 + a]! * m[8 + b]!;
  const isOrthonormal = [0, 1, 2].every((a) =>
    [0, 1, 2].every((b) => Math.abs(along(a, b) - (a === b ? 1 : 0)) < ROUNDING),
  );
  return isOrthonormal && determinantOf(transform) > 0;
}
