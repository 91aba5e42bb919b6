import { expect, test } from "vitest";
import { readActivities } from "../../src/app/regionActivities";
import { type Alignment, alignTimePoints } from "../../src/registration/alignTimePoints";
import { linearMap } from "../../src/registration/linearParameters";
import { type Grid, PATIENT_AXES, type Triple, toPatientMm } from "../../src/volume/grid";
import { maskFromValues } from "../../src/volume/mask";
import { seededRandom } from "../../src/volume/random";
import type { EmissionScan, Structure } from "../../src/volume/study";
import {
  composeTransforms,
  IDENTITY,
  invertTransform,
  type LinearTransform,
  transformPoint,
} from "../../src/volume/transform";
import { volume } from "../../src/volume/volume";
import { quietWork } from "../../src/work";
import { withGpu } from "../support/gpu";

const GRID: Grid = {
  size: [80, 64, 64],
  spacingMm: [4, 4, 4],
  originMm: [-158, -126, -126],
  axes: PATIENT_AXES,
};

/** Distance of a point in units of an ellipsoid's surface. */
const within = ([x, y, z]: Triple, [cx, cy, cz]: Triple, [a, b, c]: Triple) =>
  Math.hypot((x - cx) / a, (y - cy) / b, (z - cz) / c);
const soft = (reach: number) => 1 / (1 + Math.exp((reach - 1) * 12));

const KIDNEY_AT: Triple = [62, 40, -10];
const kidney = (p: Triple) => soft(within(p, KIDNEY_AT, [28, 24, 52]));
const OTHER: readonly (readonly [Triple, Triple, number])[] = [
  [[0, 0, 0], [140, 95, 118], 0.02],
  [[-65, -10, 50], [62, 66, 50], 0.35],
  [[-62, 42, -30], [26, 25, 50], 1],
  [[95, 20, 75], [26, 34, 38], 0.7],
];

/** Everything but the kidney moves by `whole`, the kidney by `own`. */
function scan(
  id: string,
  hours: number,
  whole: LinearTransform,
  own: LinearTransform,
): EmissionScan {
  const [backWhole, backOwn] = [invertTransform(whole), invertTransform(own)];
  const random = seededRandom(hours);
  const values = new Float32Array(GRID.size[0] * GRID.size[1] * GRID.size[2]);
  let at = 0;
  for (let k = 0; k < GRID.size[2]; k++)
    for (let j = 0; j < GRID.size[1]; j++)
      for (let i = 0; i < GRID.size[0]; i++) {
        const p = toPatientMm(GRID, [i, j, k]);
        const still = transformPoint(backWhole, p);
        const rest = OTHER.reduce((sum, [c, a, h]) => sum + h * soft(within(still, c, a)), 0);
        const mean = (rest + kidney(transformPoint(backOwn, p))) * 1e5;
        values[at++] = Math.max(0, mean + 0.03 * Math.sqrt(mean * 1e5) * random.normal());
      }
  return {
    id,
    label: `${hours} h`,
    modality: "SPECT",
    nuclide: "Lu-177",
    activity: volume("activityBqPerMl", GRID, values),
    hoursAfterAdministration: hours,
    frameOfReferenceUid: undefined,
    anatomy: undefined,
  };
}

const maskOf = (inside: (p: Triple) => boolean) => {
  const values = new Float32Array(GRID.size[0] * GRID.size[1] * GRID.size[2]);
  let at = 0;
  for (let k = 0; k < GRID.size[2]; k++)
    for (let j = 0; j < GRID.size[1]; j++)
      for (let i = 0; i < GRID.size[0]; i++)
        values[at++] = inside(toPatientMm(GRID, [i, j, k])) ? 1 : 0;
  return maskFromValues(GRID, values);
};
const structure = (id: string, [centre, axes]: readonly [Triple, Triple, number]): Structure => ({
  id,
  name: id,
  role: "organ",
  mask: maskOf((p) => within(p, centre, axes) <= 1),
  source: "drawn",
});
const STRUCTURES = [
  structure("kidney_left", [KIDNEY_AT, [28, 24, 52], 1]),
  structure("kidney_right", OTHER[2]!),
  structure("liver", OTHER[1]!),
];
const BODY = maskOf((p) => within(p, [0, 0, 0], [140, 95, 118]) <= 1);

const turned = (parameters: readonly number[], centreMm: Triple): LinearTransform => ({
  kind: "rigid",
  matrix: linearMap("rigid", { centreMm, radiusMm: 100 }, parameters),
});
const WHOLE = turned([5, -3, 8, 0, 0, 3], [0, 0, 0]);
/** The left kidney slid by 12 mm to the feet and turned by 6° beside. */
const OWN = composeTransforms(turned([3, 2, -12, 10, 0, 0], KIDNEY_AT), WHOLE);

const missMm = (found: LinearTransform) =>
  Math.max(
    ...[
      [0, 0, 40],
      [0, 0, -40],
      [20, 0, 0],
      [0, 15, 0],
    ].map(([x, y, z]) => {
      const p: Triple = [KIDNEY_AT[0] + x!, KIDNEY_AT[1] + y!, KIDNEY_AT[2] + z!];
      const [a, b] = [transformPoint(found, p), transformPoint(OWN, p)];
      return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
    }),
  );

test("a kidney that slides by 12 mm on its own is followed, and its activity read as under its true motion to 0.5 %", () =>
  withGpu(async (gpu) => {
    const scans = [scan("early", 24, IDENTITY, IDENTITY), scan("late", 96, WHOLE, OWN)];
    const aligned = async (localRefinement: boolean): Promise<Alignment> => {
      const request = { method: "rigid", structures: STRUCTURES, localRefinement } as const;
      return (await alignTimePoints(gpu, scans, 0, request, quietWork()))[1]!;
    };
    const read = (n: number, alignment: Pick<Alignment, "transform" | "local">) =>
      readActivities(scans[n]!, {
        structures: STRUCTURES,
        body: BODY,
        alignment,
        fwhmMm: undefined,
      }).byRegion.get("kidney_left")!.imageMBq;
    const truth = read(1, { transform: OWN });

    const together = await aligned(false);
    const apart = await aligned(true);

    expect(together.local).toBeUndefined();
    expect(missMm(together.transform)).toBeGreaterThan(8);
    expect(missMm(apart.local!.kidney_left!)).toBeLessThan(1);
    expect(Math.abs(read(1, together) / truth - 1)).toBeGreaterThan(0.05);
    expect(Math.abs(read(1, apart) / truth - 1)).toBeLessThan(0.005);
    const figure = (alignment: Alignment) =>
      alignment.structures.find(({ structureId }) => structureId === "kidney_left")!;
    expect(figure(apart).after! - figure(together).after!).toBeGreaterThan(0.05);
    expect(figure(apart).standsOut).toBe(true);
  }));

test("where the user placed a scan it stays, and its structures are looked at there", () =>
  withGpu(async (gpu) => {
    const scans = [scan("early", 24, IDENTITY, IDENTITY), scan("late", 96, WHOLE, OWN)];
    const far = turned([40, 0, 0, 0, 0, 0], [0, 0, 0]);
    const request = { method: "rigid", structures: STRUCTURES, localRefinement: false } as const;

    const [, placed] = await alignTimePoints(
      gpu,
      scans,
      0,
      { ...request, decided: { late: far } },
      quietWork(),
    );

    expect([placed!.by, placed!.transform, placed!.correlation]).toEqual(["user", far, undefined]);
    expect(placed!.notes.join("\n")).toMatch(/96 h: left kidney is poorly aligned/);
  }));
