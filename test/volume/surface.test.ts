import { describe, expect, test } from "vitest";
import { type Grid, PATIENT_AXES, type Triple } from "../../src/volume/grid";
import { maskFromValues, volumeMl } from "../../src/volume/mask";
import { occupancies } from "../../src/volume/phantom";
import { areaMm2, enclosedMm3, surfaceOf } from "../../src/volume/surface";

const [X, Y, Z] = PATIENT_AXES;
const GRIDS: Record<string, Grid> = {
  "3 mm": {
    size: [30, 30, 30],
    spacingMm: [3, 3, 3],
    originMm: [-43, -44, -42],
    axes: PATIENT_AXES,
  },
  "flat voxels": {
    size: [34, 34, 18],
    spacingMm: [2.5, 2.5, 5],
    originMm: [-41, -42, -43],
    axes: PATIENT_AXES,
  },
  "turned and mirrored axes": {
    size: [30, 30, 30],
    spacingMm: [3, 3, 3],
    originMm: [-43, -44, -42],
    axes: [Y, X, Z],
  },
};
const CENTRE: Triple = [1, -2, 0.5];
const RADIUS = 30;

const ball = (grid: Grid) => {
  const solids = [
    { kind: "ellipsoid", centreMm: CENTRE, semiAxesMm: [RADIUS, RADIUS, RADIUS] },
  ] as const;
  const [values] = occupancies(
    [{ id: "b", name: "b", role: "organ", solids, hounsfield: 0 }],
    grid,
  );
  return maskFromValues(grid, values!);
};

describe.each(Object.entries(GRIDS))("a ball of 30 mm on a grid of %s", (_, grid) => {
  const surface = surfaceOf(ball(grid));

  test("has a surface that encloses 4/3 π r³ within 2 %", () => {
    expect(Math.abs(enclosedMm3(surface) / ((4 / 3) * Math.PI * RADIUS ** 3) - 1)).toBeLessThan(
      0.02,
    );
  });

  test("has a surface of 4 π r² within 2 %", () => {
    expect(Math.abs(areaMm2(surface) / (4 * Math.PI * RADIUS ** 2) - 1)).toBeLessThan(0.02);
  });

  test("has normals that point away from its centre", () => {
    const { positionsMm: p, normals: n } = surface;
    for (let i = 0; i < p.length; i += 3) {
      const out = [0, 1, 2].reduce((sum, c) => sum + n[i + c]! * (p[i + c]! - CENTRE[c]!), 0);
      // A voxel filled to exactly a half pulls its vertices into one point: triangles without area, without a normal.
      if (out !== 0) expect(out / RADIUS).toBeGreaterThan(0.9);
    }
  });

  test("is closed: every edge has one triangle on either side", () => {
    const edges = new Map<string, number>();
    const { triangles } = surface;
    for (let t = 0; t < triangles.length; t += 3)
      for (let c = 0; c < 3; c++) {
        const a = triangles[t + c]!;
        const b = triangles[t + ((c + 1) % 3)]!;
        const key = `${Math.min(a, b)} ${Math.max(a, b)}`;
        edges.set(key, (edges.get(key) ?? 0) + (a < b ? 1 : -1));
      }
    expect([...edges.values()].every((balance) => balance === 0)).toBe(true);
  });
});

test("a region of whole voxels that fills its grid is closed at the outer faces, short of its rounded corners", () => {
  const grid: Grid = {
    size: [12, 10, 8],
    spacingMm: [4, 4, 4],
    originMm: [0, 0, 0],
    axes: PATIENT_AXES,
  };
  const mask = maskFromValues(grid, new Float32Array(960).fill(1));

  const share = enclosedMm3(surfaceOf(mask)) / (1000 * volumeMl(mask));
  expect(share).toBeGreaterThan(0.96);
  expect(share).toBeLessThan(1);
});

test("an empty region has no surface", () => {
  expect(surfaceOf(maskFromValues(GRIDS["3 mm"]!, [])).triangles.length).toBe(0);
});
