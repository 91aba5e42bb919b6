import { InputError } from "../../inputError";
import { NOTICE } from "../../notice";
import type { LinearTransform, Matrix4 } from "../../volume/transform";

const HEADER = "#Insight Transform File V1.0";

/**
 * A linear transform as ITK's text file (.tfm, .txt), as 3D Slicer and elastix read and write it. ITK's transforms, like ours, take points of the
 * fixed image to the moving one in LPS mm.
 */
export function writeItkTransform({ matrix: m }: LinearTransform): string {
  const rotation = [m[0], m[1], m[2], m[4], m[5], m[6], m[8], m[9], m[10]];
  const parameters = [...rotation, m[3], m[7], m[11]].join(" ");
  return `${HEADER}\n# ${NOTICE}\n#Transform 0\nTransform: AffineTransform_double_3_3\nParameters: ${parameters}\nFixedParameters: 0 0 0\n`;
}

/**
 * Reads the one linear transform of an ITK text file: matrix-and-offset kinds with 12 parameters about a centre, Euler angles, or a translation.
 *
 * @throws InputError for other kinds, for several transforms in one file, and for counts that do not fit.
 */
export function readItkTransform(text: string, fileName: string): LinearTransform {
  const fail = (reason: string): never => {
    throw new InputError(`${fileName}: ${reason}`);
  };
  if (!text.startsWith("#Insight Transform File")) fail(`expected an ITK transform ("${HEADER}")`);
  const lines = (key: string) =>
    text
      .split(/\r?\n/)
      .filter((line) => line.startsWith(`${key}:`))
      .map((line) => line.slice(key.length + 1).trim());
  const kinds = lines("Transform");
  if (kinds.length !== 1) fail(`holds ${kinds.length} transforms; expected one linear transform`);
  const kind = kinds[0]!.split("_")[0]!;
  const numbers = (key: string) => {
    const values = (lines(key)[0] ?? "").split(/\s+/).filter(Boolean).map(Number);
    if (values.some((value) => !Number.isFinite(value))) fail(`${key} holds what is no number`);
    return values;
  };
  const parameters = numbers("Parameters");
  const centre = numbers("FixedParameters").slice(0, 3);
  const count = COUNTS[kind];
  if (count === undefined)
    fail(`"${kind}" is not supported; expected ${Object.keys(COUNTS).join(", ")}`);
  if (parameters.length !== count)
    fail(`Parameters: expected ${count} numbers for ${kind}, received ${parameters.length}`);
  if (kind === "TranslationTransform")
    return {
      kind: "translation",
      matrix: about([0, 0, 0], [1, 0, 0, 0, 1, 0, 0, 0, 1], parameters),
    };
  if (centre.length !== 3) fail("FixedParameters: expected the centre, three numbers");
  if (kind === "Euler3DTransform")
    return { kind: "rigid", matrix: about(centre, euler(parameters), parameters.slice(3)) };
  return { kind: "affine", matrix: about(centre, parameters.slice(0, 9), parameters.slice(9)) };
}

const COUNTS: Readonly<Record<string, number>> = {
  AffineTransform: 12,
  MatrixOffsetTransformBase: 12,
  Euler3DTransform: 6,
  TranslationTransform: 3,
};

/** x → R (x − c) + c + t. */
function about(c: readonly number[], r: readonly number[], t: readonly number[]): Matrix4 {
  const row = (i: number) => {
    const [a, b, d] = [r[3 * i]!, r[3 * i + 1]!, r[3 * i + 2]!];
    return [a, b, d, c[i]! + t[i]! - (a * c[0]! + b * c[1]! + d * c[2]!)];
  };
  return [...row(0), ...row(1), ...row(2), 0, 0, 0, 1];
}

/** ITK's Euler3DTransform in its default order: Rz Rx Ry. */
function euler([x = 0, y = 0, z = 0]: readonly number[]): number[] {
  const [cx, sx, cy, sy, cz, sz] = [
    Math.cos(x),
    Math.sin(x),
    Math.cos(y),
    Math.sin(y),
    Math.cos(z),
    Math.sin(z),
  ];
  return [
    cz * cy - sz * sx * sy,
    -sz * cx,
    cz * sy + sz * sx * cy,
    sz * cy + cz * sx * sy,
    cz * cx,
    sz * sy - cz * sx * cy,
    -cx * sy,
    sx,
    cx * cy,
  ];
}
