import { expect, test } from "vitest";
import { readItkTransform, writeItkTransform } from "../../src/formats/transforms/itkText";
import { readTransformJson, writeTransformJson } from "../../src/formats/transforms/json";
import { InputError } from "../../src/inputError";
import { type LinearTransform, transformPoint } from "../../src/volume/transform";

const AFFINE: LinearTransform = {
  kind: "affine",
  matrix: [0.9, 0.1, 0, 5, -0.1, 1.1, 0.02, -7, 0, 0.03, 1, 12.5, 0, 0, 0, 1],
};

test("a linear transform survives our JSON and ITK's text unchanged", () => {
  expect(readTransformJson(writeTransformJson(AFFINE), "t.json")).toEqual(AFFINE);
  expect(readItkTransform(writeItkTransform(AFFINE), "t.tfm").matrix).toEqual(AFFINE.matrix);
});

test("an ITK Euler transform turns about its centre: 90° about z takes (20, 10) about (10, 10) to (10, 20)", () => {
  const text = `#Insight Transform File V1.0\n#Transform 0\nTransform: Euler3DTransform_double_3_3\nParameters: 0 0 ${Math.PI / 2} 0 0 3\nFixedParameters: 10 10 0 0\n`;

  const moved = transformPoint(readItkTransform(text, "t.tfm"), [20, 10, 0]);

  expect(moved[0]).toBeCloseTo(10, 9);
  expect(moved[1]).toBeCloseTo(20, 9);
  expect(moved[2]).toBeCloseTo(3, 9);
});

test.each([
  ["not a transform", "hello", "expected an ITK transform"],
  [
    "a B-spline",
    "#Insight Transform File V1.0\nTransform: BSplineTransform_double_3_3\nParameters: 0\nFixedParameters: 0\n",
    "BSplineTransform",
  ],
  [
    "too few parameters",
    "#Insight Transform File V1.0\nTransform: AffineTransform_double_3_3\nParameters: 1 0 0\nFixedParameters: 0 0 0\n",
    "expected 12",
  ],
])("%s is refused by name", (_, text, reason) => {
  expect(() => readItkTransform(text, "t.tfm")).toThrow(InputError);
  expect(() => readItkTransform(text, "t.tfm")).toThrow(reason);
});

test("a transform file of another schema, kind or shape is refused", () => {
  const good = JSON.parse(writeTransformJson(AFFINE)) as Record<string, unknown>;
  for (const bad of [
    { ...good, schema: "other/1" },
    { ...good, kind: "bspline" },
    { ...good, matrix: [[1, 2]] },
    {
      ...good,
      matrix: [
        [1, 0, 0, 0],
        [0, 1, 0, 0],
        [0, 0, 1, 0],
        [0, 0, 1, 1],
      ],
    },
  ])
    expect(() => readTransformJson(JSON.stringify(bad), "t.json")).toThrow(InputError);
});

test.each([
  ["rigid", [1, 0.2, 0, 0, 1, 0, 0, 0, 1], "it shears"],
  ["rigid", [1.1, 0, 0, 0, 1, 0, 0, 0, 1], "it scales"],
  ["rigid", [-1, 0, 0, 0, 1, 0, 0, 0, 1], "it mirrors"],
  ["translation", [0, -1, 0, 1, 0, 0, 0, 0, 1], "it rotates"],
  ["affine", [1, 0, 0, 0, 1, 0, 1, 1, 0], "it flattens space"],
] as const)(
  "a file that says %s is refused when its matrix %j does more: %s",
  (kind, m, reason) => {
    const matrix = [...m.slice(0, 3), 0, ...m.slice(3, 6), 0, ...m.slice(6), 0, 0, 0, 0, 1];
    const text = writeTransformJson({ kind, matrix });

    expect(() => readTransformJson(text, "t.json")).toThrow(reason);
  },
);
