import { InputError } from "../../inputError";
import type { LinearTransform } from "../../volume/transform";

const KINDS = ["identity", "translation", "rigid", "affine"] as const;

/** transform.json (schema "gyre.transform/1"): fixed → moving, patient mm (LPS), four rows of four. */
export function writeTransformJson({ kind, matrix }: LinearTransform): string {
  const rows = [0, 1, 2, 3].map((r) => matrix.slice(4 * r, 4 * r + 4));
  return `${JSON.stringify({ schema: "gyre.transform/1", kind, from: "fixed", to: "moving", space: "LPS", unit: "mm", matrix: rows }, null, 2)}\n`;
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
  return { kind, matrix: matrix as number[] };
}
