import { expect, test } from "vitest";
import { componentsOf } from "../../src/volume/components";
import { squaredDistanceMm2 } from "../../src/volume/distance";
import type { Triple } from "../../src/volume/grid";
import { seededRandom } from "../../src/volume/random";

const SIZE: Triple = [9, 7, 6];
const SPACING: Triple = [1.5, 2.25, 4];
const random = seededRandom(7);
const scattered = Float32Array.from({ length: 9 * 7 * 6 }, () => (random.uniform() < 0.03 ? 1 : 0));

test("distances are those to the nearest voxel, searched one by one", () => {
  const place = (at: number) => [at % 9, Math.floor(at / 9) % 7, Math.floor(at / 63)];
  const targets = [...scattered.keys()].filter((i) => scattered[i] === 1).map(place);

  const distance = squaredDistanceMm2(scattered, SIZE, SPACING);

  distance.forEach((d, at) => {
    const p = place(at);
    const nearest = Math.min(
      ...targets.map((q) => q.reduce((sum, x, c) => sum + ((x - p[c]!) * SPACING[c]!) ** 2, 0)),
    );
    expect(d).toBeCloseTo(nearest, 9);
  });
});

test("to nothing the distance is infinite", () => {
  expect(squaredDistanceMm2(new Float32Array(8), [2, 2, 2], [1, 1, 1])[3]).toBe(
    Number.POSITIVE_INFINITY,
  );
});

test("components are the regions that share faces, the largest first", () => {
  // A row of three, and one voxel that touches it at an edge only.
  const values = [1, 1, 1, 0, 0, 0, 0, 1];

  const found = componentsOf((i) => values[i] === 1, [4, 2, 1]);

  expect(found.map((c) => [...c].sort())).toEqual([[0, 1, 2], [7]]);
});
