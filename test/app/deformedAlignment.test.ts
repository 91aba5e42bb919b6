import { expect, test } from "vitest";
import { carriedToScan, shareWithin } from "../../src/app/carriedStructures";
import { readActivities } from "../../src/app/regionActivities";
import { sampleStudy } from "../../src/app/sampleStudy";
import { type AlignmentMethod, alignTimePoints } from "../../src/registration/alignTimePoints";
import { fieldOn, scanSeenFrom, toReference, toScan } from "../../src/registration/deformedMap";
import { resampleTo } from "../../src/registration/resample";
import { warpActivity } from "../../src/registration/warpActivity";
import { jacobianSummary } from "../../src/volume/deformationField";
import { type Grid, PATIENT_AXES, type Triple } from "../../src/volume/grid";
import type { Mask } from "../../src/volume/mask";
import { AVERAGE } from "../../src/volume/resample";
import type { EmissionScan, Structure } from "../../src/volume/study";
import { IDENTITY } from "../../src/volume/transform";
import { quietWork } from "../../src/work";
import { withGpu } from "../support/gpu";
import { maskOfShape, volumeOf } from "../support/shapes";

const GRID: Grid = {
  size: [60, 44, 48],
  spacingMm: [5, 5, 5],
  originMm: [-147.5, -107.5, -117.5],
  axes: PATIENT_AXES,
};
const CT_GRID: Grid = {
  size: [100, 74, 80],
  spacingMm: [3, 3, 3],
  originMm: [-148.5, -109.5, -118.5],
  axes: PATIENT_AXES,
};
const KIDNEY_AT: Triple = [60, 40, -20];
const KIDNEY: Triple = [30, 24, 45];
const LIVER_AT: Triple = [-60, -5, 40];
const LIVER: Triple = [60, 60, 45];

const within = (p: Triple, centre: Triple, axes: Triple) =>
  Math.hypot(...p.map((x, c) => (x - centre[c]!) / axes[c]!));
const soft = (r: number) => 1 / (1 + Math.exp((r - 1) * 14));
const bump = (p: Triple, at: Triple, widthMm: number) =>
  Math.exp(-(Math.hypot(...p.map((x, c) => x - at[c]!)) ** 2) / (2 * widthMm ** 2));

/** Where tissue of the later scan was in the reference: shifted as a whole, and around the kidney by up to 12 mm more. */
function before(y: Triple): Triple {
  const near = bump(y, KIDNEY_AT, 45);
  return [y[0] - 6, y[1] + 4 + 3 * near, y[2] - 5 + 12 * near];
}

function hounsfield(p: Triple): number {
  const body = soft(within(p, [0, 0, 0], [122, 86, 150]));
  const organs =
    140 * soft(within(p, KIDNEY_AT, KIDNEY)) +
    160 * soft(within(p, LIVER_AT, LIVER)) +
    140 * soft(within(p, [-62, 42, -35], [26, 25, 45])) +
    350 * soft(within(p, [0, 60, 0], [20, 20, 200]));
  const [x, y, z] = p;
  const texture =
    40 * Math.sin(x / 7 + Math.sin(y / 9)) * Math.sin(y / 8 + Math.cos(z / 11)) +
    40 * Math.sin(z / 8 + Math.sin(x / 13));
  return -1000 + body * (900 + organs + texture);
}
const bqPerMl = (p: Triple) =>
  1e4 * soft(within(p, [0, 0, 0], [122, 86, 150])) +
  9e5 * soft(within(p, KIDNEY_AT, KIDNEY)) +
  3e5 * soft(within(p, LIVER_AT, LIVER));

function scan(id: string, hours: number, from: (p: Triple) => Triple, hasCt = true): EmissionScan {
  const frameOfReferenceUid = undefined;
  const ct = volumeOf("hounsfield", CT_GRID, (p) => hounsfield(from(p)));
  return {
    id,
    label: `${hours} h`,
    modality: "SPECT",
    nuclide: "Lu-177",
    activity: volumeOf("activityBqPerMl", GRID, (p) => bqPerMl(from(p))),
    hoursAfterAdministration: hours,
    frameOfReferenceUid,
    anatomy: hasCt ? { id: `ct_${id}`, label: "CT", volume: ct, frameOfReferenceUid } : undefined,
  };
}

/** As on a CT of 2 mm. */
const FINE: Grid = {
  size: [150, 110, 120],
  spacingMm: [2, 2, 2],
  originMm: [-149, -109, -119],
  axes: PATIENT_AXES,
};
const structure = (id: string, mask: Mask): Structure => ({
  id,
  name: id,
  role: "organ",
  mask,
  source: "drawn",
});
const drawn = (id: string, centre: Triple, axes: Triple) =>
  structure(
    id,
    maskOfShape(FINE, (p) => within(p, centre, axes) <= 1, 1),
  );
const structures = [drawn("kidney", KIDNEY_AT, KIDNEY), drawn("liver", LIVER_AT, LIVER)];
const body = drawn("body", [0, 0, 0], [122, 86, 150]).mask;
const still = (p: Triple) => p;
const scans = [scan("early", 24, still), scan("late", 96, before)];
const LATE = scans[1]!;

function read(
  late: EmissionScan,
  regions: readonly Structure[],
  alignment: Parameters<typeof readActivities>[1]["alignment"],
): number {
  const setup = { structures: regions, body, alignment, fwhmMm: undefined };
  return readActivities(late, setup).byRegion.get("kidney")!.imageMBq;
}

/** The kidney as it lies in the later scan. */
const TRUTH = read(
  LATE,
  [
    structure(
      "kidney",
      maskOfShape(GRID, (p) => within(before(p), KIDNEY_AT, KIDNEY) <= 1),
    ),
  ],
  { transform: IDENTITY },
);

test("under the true deformation a carried kidney is read to 0.5 %, and points come back to 0.05 mm", async () => {
  const residual = await fieldOn(
    GRID,
    (x) => {
      let y = x;
      for (let n = 0; n < 40; n++) {
        const from = before(y);
        y = [y[0] - from[0] + x[0], y[1] - from[1] + x[1], y[2] - from[2] + x[2]];
      }
      return y;
    },
    quietWork(),
  );
  const jacobian = jacobianSummary(residual);
  const map = { transform: IDENTITY, deformation: { residual, jacobian } };

  const carried = await carriedToScan(GRID, { structures, body }, map, quietWork());
  const setup = { structures, body, alignment: map, carried, fwhmMm: undefined };
  const kidney = readActivities(LATE, setup).byRegion.get("kidney")!;

  expect(Math.abs(kidney.imageMBq / TRUTH - 1)).toBeLessThan(0.005);
  expect(missMm(toScan(map))).toBeLessThan(0.2);
  const back = toReference(map)(toScan(map)(KIDNEY_AT));
  expect(Math.hypot(...back.map((x, c) => x - KIDNEY_AT[c]!))).toBeLessThan(0.05);
});

const request = (method: AlignmentMethod) => ({ method, structures, localRefinement: false });

test(
  "a kidney that the CTs show 11 mm aside is found within 2.5 mm, and its activity within 2 %",
  { timeout: 300_000 },
  () =>
    withGpu(async (gpu) => {
      const [, rigid] = await alignTimePoints(gpu, scans, 0, request("rigid"), quietWork());
      const [, found] = await alignTimePoints(gpu, scans, 0, request("deformable"), quietWork());

      const carried = await carriedToScan(GRID, { structures, body }, found!, quietWork());
      const setup = { structures, body, alignment: found!, carried, fwhmMm: undefined };
      const deformed = readActivities(LATE, setup).byRegion.get("kidney")!;
      expect(found!.method).toBe("deformable");
      expect(found!.correlation!.after).toBeGreaterThan(0.99);
      expect(missMm(toScan(rigid!))).toBeGreaterThan(8);
      expect(Math.abs(deformed.imageMBq / TRUTH - 1)).toBeLessThan(0.02);
      expect(deformed.covered).toBe(1);
      expect(missMm(toScan(found!))).toBeLessThan(2.5);
      expect(found!.jacobian!.minimum).toBeGreaterThan(0.3);
      expect(found!.jacobian!.folded).toBe(0);
      expect(found!.notes.filter((note) => note.includes("volumes"))).toEqual([]);

      // Counts keep their total under the deformation; concentrations keep their values.
      const seen = await scanSeenFrom(found!, GRID, quietWork());
      const counts = volumeOf("counts", GRID, (p) => 100 * bump(before(p), KIDNEY_AT, 25));
      const warped = await warpActivity(gpu, counts, { grid: GRID, transform: seen }, quietWork());
      expect(Math.abs(sum(warped.values) / sum(counts.values) - 1)).toBeLessThan(0.005);
      const even = volumeOf("activityBqPerMl", GRID, () => 5e4);
      const sampling = { grid: GRID, transform: seen, sampling: AVERAGE };
      const kept = await resampleTo(gpu, even, sampling, quietWork());
      expect(kept.values[voxelAt(KIDNEY_AT)]).toBeCloseTo(5e4, 0);
    }),
);

test("an affine alignment gives the volume that it changes, and each scan may have a way of its own", () =>
  withGpu(async (gpu) => {
    const grown = scan("late", 96, ([x, y, z]) => [x / 1.04, y / 1.04, z / 1.04]);
    const asked = { ...request("headers"), methodOf: { late: "affine" } } as const;

    const [, found] = await alignTimePoints(gpu, [scans[0]!, grown], 0, asked, quietWork());

    expect(found!.method).toBe("affine");
    expect(found!.jacobian!.mean).toBeCloseTo(1.04 ** 3, 2);
    expect(shareWithin(structures[0]!.mask, GRID, found!)).toBe(1);
  }));

test("without a CT a deformable alignment is done rigidly, and says so", () =>
  withGpu(async (gpu) => {
    const bare = [scans[0]!, scan("late", 96, before, false)];

    const [, found] = await alignTimePoints(gpu, bare, 0, request("deformable"), quietWork());

    expect([found!.method, found!.by, found!.deformation]).toEqual([
      "rigid",
      "emission",
      undefined,
    ]);
    expect(found!.notes.join("\n")).toMatch(/deformable alignment needs a CT of this scan/);
  }));

test(
  "where patients only shifted and CTs are noisy, the emission images refuse the deformation, and the affine map stays",
  { timeout: 120_000 },
  () =>
    withGpu(async (gpu) => {
      const { timePoints, structures } = sampleStudy({ blur: true, noise: true, shifts: true });
      const pair = [timePoints[1]!, timePoints[3]!];
      const asked = { method: "deformable", structures, localRefinement: false } as const;

      const [, found] = await alignTimePoints(gpu, pair, 0, asked, quietWork());

      expect([found!.method, found!.deformation]).toEqual(["affine", undefined]);
      expect(found!.jacobian!.mean).toBeCloseTo(1, 1);
      expect(found!.notes.join("\n")).toMatch(
        /its deformation makes the emission images agree less/,
      );
    }),
);

test("cancelled while it deforms, it stops", { timeout: 120_000 }, () =>
  withGpu(async (gpu) => {
    const controller = new AbortController();
    const report = (step: string) => {
      if (step === "Deforming") controller.abort();
    };
    const work = { signal: controller.signal, report };

    await expect(alignTimePoints(gpu, scans, 0, request("deformable"), work)).rejects.toThrow(
      /abort/i,
    );
  }),
);

/** Largest miss of points in the kidney: taken to the scan and, by the truth, back again. */
const missMm = (map: (p: Triple) => Triple) =>
  Math.max(
    ...[-25, 0, 25].flatMap((z) =>
      [-15, 0, 15].map((x) => {
        const p: Triple = [KIDNEY_AT[0] + x, KIDNEY_AT[1], KIDNEY_AT[2] + z];
        return Math.hypot(...before(map(p)).map((value, c) => value - p[c]!));
      }),
    ),
  );

const voxelAt = (p: Triple) => {
  const [i, j, k] = p.map((x, c) => Math.round((x - GRID.originMm[c]!) / GRID.spacingMm[c]!));
  return i! + GRID.size[0] * (j! + GRID.size[1] * k!);
};
const sum = (values: Float32Array) => values.reduce((total, value) => total + value, 0);
