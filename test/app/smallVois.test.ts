import { expect, test } from "vitest";
import { smallVois } from "../../src/app/smallVois";
import { voxelCount } from "../../src/volume/grid";
import { forEachVoxel, maskFromValues, volumeMl } from "../../src/volume/mask";
import { sphereMask } from "../../src/volume/sphereMask";
import type { EmissionScan } from "../../src/volume/study";
import { volume } from "../../src/volume/volume";
import { quietWork } from "../../src/work";
import { centredGrid } from "../support/shapes";

const GRID = centredGrid([40, 40, 40], 4);
const organ = sphereMask(GRID, [20, 0, 0], 30);
const neighbour = sphereMask(GRID, [-40, 0, 0], 20);
const rim = maskFromValues(GRID, new Float32Array(voxelCount(GRID)).fill(1));

function study() {
  const values = new Float32Array(voxelCount(GRID)).fill(10);
  // Activity lost at the edge: half of it in voxels that are not whole.
  forEachVoxel(organ, (v, fraction) => {
    values[v] = fraction < 1 ? 500 : 1000;
  });
  const scan = { id: "h24", activity: volume("activityBqPerMl", GRID, values) } as EmissionScan;
  const source = (id: string, mask: typeof organ, role = "organ") =>
    ({ id, name: id, role, mask }) as never;
  const planned = 0.9 * 1000e-6 * volumeMl(organ);
  return {
    scan,
    question: {
      sources: [
        source("organ", organ),
        source("neighbour", neighbour),
        source("remainder", rim, "other"),
      ],
      regions: [{ tiacH: 2 }, { tiacH: 1 }, { tiacH: 5 }] as never,
      readings: {
        byRegion: new Map([
          ["organ", { correctedMBq: planned }],
          ["remainder", { correctedMBq: 1 }],
        ]),
      } as never,
      fwhmMm: 8,
    },
  };
}

test("the sphere has the whole concentration where the organ's mean lost its edge, and decays follow the ratio", async () => {
  const { scan, question } = study();

  const [small, ...others] = await smallVois(scan, question, quietWork());

  expect(others).toEqual([]);
  expect(small).toMatchObject({ structureId: "organ", scanId: "h24", volumeMl: 4, awayMm: 8 });
  expect(small!.smallBqPerMl).toBeCloseTo(1000, 3);
  expect(small!.wholeBqPerMl).toBeLessThan(950);
  expect(small!.ratio).toBeCloseTo(1 / 0.9, 3);
  expect(small!.tiacH).toBeCloseTo(2 / 0.9, 2);
  expect(Math.hypot(small!.centreMm[0] - 20, small!.centreMm[1], small!.centreMm[2])).toBeLessThan(
    30,
  );
});
