import { expect, test } from "vitest";
import { rigidMap, rigidMotion } from "../../src/registration/linearParameters";
import { IDENTITY, transformPoint } from "../../src/volume/transform";

const CENTRE = [12, -240, 1410] as const;

test.each([
  { shiftMm: [3, -7, 12], turnDegrees: [4, -9, 15] },
  { shiftMm: [0, 0, 40], turnDegrees: [0, 0, 0] },
  { shiftMm: [-1, 2, 0.5], turnDegrees: [0, 170, 0] },
] as const)("a motion of $shiftMm mm and $turnDegrees° is read from its map again", (motion) => {
  const found = rigidMotion(rigidMap(motion, CENTRE), CENTRE);

  for (const c of [0, 1, 2] as const) {
    expect(found.shiftMm[c]).toBeCloseTo(motion.shiftMm[c], 8);
    expect(found.turnDegrees[c]).toBeCloseTo(motion.turnDegrees[c], 8);
  }
});

test("90° about z takes x to y, and the centre only shifts", () => {
  const map = rigidMap({ shiftMm: [1, 2, 3], turnDegrees: [0, 0, 90] }, CENTRE);

  const [x, y, z] = transformPoint(map, [CENTRE[0] + 10, CENTRE[1], CENTRE[2]]);
  expect([x, y, z].map((v) => Math.round(v * 1e6) / 1e6)).toEqual([13, -228, 1413]);
  expect(transformPoint(map, CENTRE)).toEqual([13, -238, 1413]);
  expect(rigidMotion(IDENTITY, CENTRE)).toEqual({ shiftMm: [0, 0, 0], turnDegrees: [0, 0, 0] });
});
