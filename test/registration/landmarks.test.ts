import { describe, expect, test } from "vitest";
import { alignLandmarks, type Landmark } from "../../src/registration/landmarks";
import { linearMap } from "../../src/registration/linearParameters";
import type { Triple } from "../../src/volume/grid";
import { seededRandom } from "../../src/volume/random";
import { apply } from "../../src/volume/transform";

const PIVOT = { centreMm: [20, -130, 900] as const, radiusMm: 100 };
const random = seededRandom(3);
const POINTS = Array.from(
  { length: 8 },
  (): Triple => [
    20 + 90 * random.normal(),
    -130 + 60 * random.normal(),
    900 + 120 * random.normal(),
  ],
);
const pairs = (points: readonly Triple[], map: (p: Triple) => Triple): Landmark[] =>
  points.map((p, n) => ({ name: `${n}`, fixedMm: p, movingMm: map(p) }));
const close = (a: readonly number[], b: readonly number[]) =>
  expect(Math.max(...a.map((x, n) => Math.abs(x - b[n]!)))).toBeLessThan(1e-9);

const RIGID = linearMap("rigid", PIVOT, [31, -12, 44, 120, -210, 80]);
const AFFINE = linearMap("affine", PIVOT, [31, -12, 44, 12, -6, 3, 5, -9, 4, 8, -2, 6]);

test("points moved rigidly, by any angle, give that motion back and no residual", () => {
  for (const turn of [0, 10, 150, 300, 314]) {
    const truth = linearMap("rigid", PIVOT, [31, -12, 44, 0.4 * turn, -0.9 * turn, 0.17 * turn]);

    const { transform, rmsMm } = alignLandmarks(
      pairs(POINTS, (p) => apply(truth, p)),
      "rigid",
    );

    close(transform.matrix, truth);
    expect(rmsMm).toBeLessThan(1e-9);
  }
});

test("three points determine a rigid motion, four an affine one", () => {
  const rigid = pairs(POINTS.slice(0, 3), (p) => apply(RIGID, p));
  const affine = pairs(POINTS.slice(0, 4), (p) => apply(AFFINE, p));

  close(alignLandmarks(rigid, "rigid").transform.matrix, RIGID);
  close(alignLandmarks(affine, "affine").transform.matrix, AFFINE);
});

test("points in one plane give a rotation, never a reflection", () => {
  const flat = POINTS.map(([x, y]): Triple => [x, y, 900]);

  close(
    alignLandmarks(
      pairs(flat, (p) => apply(RIGID, p)),
      "rigid",
    ).transform.matrix,
    RIGID,
  );
});

test.each(["translation", "rigid", "affine"] as const)(
  "a small change of the %s map leaves larger residuals",
  (freedom) => {
    const noisy = pairs(POINTS, (p) => {
      const [x, y, z] = apply(RIGID, p);
      return [x + 3 * random.normal(), y + 3 * random.normal(), z + 3 * random.normal()];
    });

    const { transform, rmsMm } = alignLandmarks(noisy, freedom);

    const count = { translation: 3, rigid: 6, affine: 12 }[freedom];
    for (let n = 0; n < count; n++)
      for (const step of [-0.05, 0.05]) {
        const nudge = linearMap(
          freedom,
          PIVOT,
          Array.from({ length: 12 }, (_, i) => (i === n ? step : 0)),
        );
        const squares = noisy.map(({ fixedMm, movingMm }) => {
          const [x, y, z] = apply(transform.matrix, apply(nudge, fixedMm));
          return (x - movingMm[0]) ** 2 + (y - movingMm[1]) ** 2 + (z - movingMm[2]) ** 2;
        });
        const rms = Math.sqrt(squares.reduce((a, b) => a + b, 0) / squares.length);
        expect(rms).toBeGreaterThan(rmsMm);
      }
  },
);

describe("refuses", () => {
  const line = POINTS.map((_, n): Triple => [10 * n, 20 * n, -5 * n]);
  const plane = POINTS.map(([x, y]): Triple => [x, y, x + y]);

  test.each([
    ["two points for a rigid motion", POINTS.slice(0, 2), "rigid", /2 pairs.*at least 3/],
    ["points on one line for a rigid motion", line, "rigid", /one line/],
    ["points in one plane for an affine map", plane, "affine", /one plane/],
  ] as const)("%s", (_, points, freedom, reason) => {
    expect(() =>
      alignLandmarks(
        pairs(points, (p) => p),
        freedom,
      ),
    ).toThrow(reason);
  });
});
