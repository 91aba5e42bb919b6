import { InputError } from "../../inputError";
import { NOTICE } from "../../notice";
import type { LinearTransform } from "../../volume/transform";

const KINDS = ["identity", "translation", "rigid", "affine"] as const;

/** transform.json (schema "gyre.transform/1"): fixed → moving, patient mm (LPS), four rows of four. */
export function writeTransformJson({ kind, matrix }: LinearTransform): string {
  const rows = [0, 1, 2, 3].map((r) => matrix.slice(4 * r, 4 * r + 4));
  return `${JSON.stringify({ schema: "gyre.transform/1", notice: NOTICE, kind, from: "fixed", to: "moving", space: "LPS", unit: "mm", matrix: rows }, null, 2)}\n`;
}

/** @throws InputError naming the field that is not as the schema says. */
export function readTransformJson(text: string, fileName: string): LinearTransform {
  const fail = (reason: string): never => {
    throw new InputError(`${fileName}: ${reason}`);
  };
  let data: Record<string, unknown>;
  try {
    data = JSON.parse(text) as Record<string, unknown>;
  } catch {
    return fail("is not JSON");
  }
  if (data?.schema !== "gyre.transform/1")
    fail(`schema: expected "gyre.transform/1", received ${JSON.stringify(data?.schema)}`);
  const kind = KINDS.find((known) => known === data.kind);
  if (!kind)
    return fail(`kind: expected ${KINDS.join(", ")}, received ${JSON.stringify(data.kind)}`);
  const matrix = (Array.isArray(data.matrix) ? data.matrix.flat() : []) as unknown[];
  if (matrix.length !== 16 || matrix.some((x) => typeof x !== "number" || !Number.isFinite(x)))
    fail("matrix: expected four rows of four numbers");
  if ([0, 0, 0, 1].some((x, c) => matrix[12 + c] !== x))
    fail("matrix: expected a last row 0 0 0 1");
  const transform: LinearTransform = { kind, matrix: matrix as number[] };
  const excess = beyondItsKind(transform);
  if (excess) fail(`matrix: ${excess}; expected a matrix of the kind "${kind}"`);
  return transform;
}

/** Rounding of a matrix that was written with six digits. */
const ROUNDING = 1e-5;

/** What a matrix does that its kind may not, or undefined. */
function beyondItsKind({ kind, matrix: m }: LinearTransform): string | undefined {
  const column = (c: number): Vector => [m[c]!, m[4 + c]!, m[8 + c]!];
  const columns = [column(0), column(1), column(2)] as const;
  const [x, y, z] = columns;
  const volume = dot(x, cross(y, z));
  if (!(Math.abs(volume) > ROUNDING)) return "it flattens space";
  const isOff = (a: number, b: number) => Math.abs(a - b) > ROUNDING;
  if (kind === "affine") return undefined;
  const pairs = [dot(x, y), dot(x, z), dot(y, z)];
  if (pairs.some((product) => isOff(product, 0))) return "it shears";
  if (columns.some((axis) => isOff(dot(axis, axis), 1))) return "it scales";
  if (volume < 0) return "it mirrors";
  if (kind === "rigid") return undefined;
  if (columns.some((axis, c) => isOff(axis[c]!, 1))) return "it rotates";
  if (kind === "identity" && [m[3]!, m[7]!, m[11]!].some((shift) => shift !== 0))
    return "it shifts";
  return undefined;
}

type Vector = readonly [number, number, number];
const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
