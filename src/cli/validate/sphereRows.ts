import { doseFromDecays } from "../../dosimetry/doseEngine";
import { batemanActivity } from "../../physics/bateman";
import { chainKernel } from "../../physics/chainKernel";
import { nuclide } from "../../physics/nuclides";
import { type PointKernel, pointKernel } from "../../physics/pointKernel";
import { sphereSelfDose } from "../../physics/sphereSelfDose";
import { G_PER_CM3_TO_KG_PER_M3, HOUR_S, MBQ_TO_BQ, MM_PER_CM } from "../../physics/units";
import { type Grid, PATIENT_AXES } from "../../volume/grid";
import { forEachVoxel, occupiedVoxels, weightedSum } from "../../volume/mask";
import { sphereMask } from "../../volume/sphereMask";
import { volume } from "../../volume/volume";
import { partOf, type Work } from "../../work";
import { thoriumByGroups } from "./chainRows";
import type { ValidationContext, ValidationSection } from "./context";
import { diagnosticRows } from "./diagnosticRows";
import { type ValidationRow, validationRow } from "./row";
import { thoriumRow } from "./thoriumRow";

/** Self-dose of spheres: in closed form from the point kernel, and through voxels as a patient's dose is made. */
export const sphereSection: ValidationSection = {
  title: "Spheres",
  about:
    "Edge voxels, partly filled, spread their decays over the whole voxel, which costs a sphere about half of voxel/radius of its self-dose; the line through two grids gives the dose at spacing zero.",
  needs: [],
  rows: async (context) => [
    ...luSpheres(),
    ...(await throughVoxels(context)),
    ...thoriumInBone(),
    ...(await thoriumByGroups(context.gpu, context.work)),
    ...(await diagnosticRows(context)),
  ],
};

const SPHERE_S = "published sphere S values of soft tissue, as PyTheranostics gives them";
/** Mass in g and published S in Gy/(Bq s). */
const LU_SPHERES = [
  [0.00431, 4.54e-9],
  [0.0146, 1.44e-9],
  [0.0345, 6.29e-10],
  [0.116, 1.93e-10],
  [0.276, 8.26e-11],
  [0.539, 4.27e-11],
  [0.932, 2.49e-11],
  [2.21, 1.06e-11],
  [4.31, 5.46e-12],
  [14.6, 1.63e-12],
  [34.5, 6.93e-13],
  [116, 2.07e-13],
  [276, 8.81e-14],
  [539, 4.54e-14],
  [932, 2.65e-14],
] as const;

function luSpheres(): ValidationRow[] {
  const kernel = pointKernel(nuclide("Lu-177"));
  return LU_SPHERES.map(([massG, s]) =>
    validationRow({
      what: `Lu-177 in a sphere of ${massG} g of water: S by the integral over the point kernel`,
      source: SPHERE_S,
      unit: "Gy/(Bq s)",
      expected: s,
      ours: sphereSelfDose(kernel, massG),
      limitPercent: 0.8,
    }),
  );
}

/** Radius in voxels of the two grids. */
const RADII_VOXELS = [10, 20] as const;
const THROUGH_VOXELS_G: readonly number[] = [0.932, 14.6, 116, 932];
const THROUGH_VOXELS = LU_SPHERES.filter(([massG]) => THROUGH_VOXELS_G.includes(massG));

/** Decays in, mean dose of the mask out, at two spacings, and the line through them at spacing zero. */
async function throughVoxels({ gpu, work }: ValidationContext): Promise<ValidationRow[]> {
  const kernel = pointKernel(nuclide("Lu-177"));
  const rows: ValidationRow[] = [];
  for (const [n, [massG, published]] of THROUGH_VOXELS.entries()) {
    const part = partOf(work, n / THROUGH_VOXELS.length, (n + 1) / THROUGH_VOXELS.length);
    const radiusMm = MM_PER_CM * Math.cbrt((3 * massG) / (4 * Math.PI));
    const exact = sphereSelfDose(kernel, massG);
    const [coarse, fine] = [
      await voxelSphereDose(gpu, radiusMm, RADII_VOXELS[0], part),
      await voxelSphereDose(gpu, radiusMm, RADII_VOXELS[1], part),
    ];
    const what = `Lu-177 in a sphere of ${massG} g`;
    rows.push(
      validationRow({
        what: `${what}: S through voxels, from grids of R/${RADII_VOXELS.join(" and R/")} to zero spacing`,
        source: SPHERE_S,
        unit: "Gy/(Bq s)",
        expected: published,
        ours: 2 * fine - coarse,
        limitPercent: 1.5,
      }),
      ...[coarse, fine].map((dose, i) =>
        edgeLossRow(what, radiusMm / RADII_VOXELS[i]!, RADII_VOXELS[i]!, dose / exact),
      ),
    );
  }
  return rows;
}

/** Mean dose of the sphere's mask in water, Gy per decay, its decays in each voxel after the share of it inside. */
async function voxelSphereDose(
  gpu: ValidationContext["gpu"],
  radiusMm: number,
  radiusVoxels: number,
  work: Work,
): Promise<number> {
  const n = 2 * radiusVoxels + 3;
  const mm = radiusMm / radiusVoxels;
  const edge = (-(n - 1) / 2) * mm;
  const grid: Grid = {
    size: [n, n, n],
    spacingMm: [mm, mm, mm],
    originMm: [edge, edge, edge],
    axes: PATIENT_AXES,
  };
  const mask = sphereMask(grid, [0, 0, 0], radiusMm);
  const decays = volume("decays", grid);
  const density = volume("densityKgPerM3", grid);
  density.values.fill(G_PER_CM3_TO_KG_PER_M3);
  const inside = occupiedVoxels(mask);
  forEachVoxel(mask, (at, share) => {
    decays.values[at] = (DECAYS * share) / inside;
  });
  const { doses } = await doseFromDecays(
    gpu,
    {
      decays: [decays],
      density,
      nuclide: nuclide("Lu-177"),
      method: "kernel",
      kernelDensityGPerCm3: 1,
    },
    work,
  );
  return weightedSum(mask, doses[0]!.values) / inside / DECAYS;
}

/** So many that doses are near 1 Gy. */
const DECAYS = 1e12;

/** Shown, not tested sharply: what is expected is the rule of thumb. */
const edgeLossRow = (what: string, mm: number, radiusVoxels: number, share: number) =>
  validationRow({
    what: `${what}, voxels of ${mm.toPrecision(3)} mm (R/${radiusVoxels}): loss of self-dose by edge voxels`,
    source: "half of voxel/radius, a rule of thumb; less where electrons go farther than a voxel",
    unit: "%",
    expected: 50 / radiusVoxels,
    ours: 100 * (1 - share),
    limitPercent: 35,
  });

const BONE_G_PER_CM3 = 1.92;
const BONE_G = 10 * BONE_G_PER_CM3;

/** 1 MBq of Th-227, at first without daughters, for 1920 h in a sphere of 10 cm3; Ra-223 grows in it. */
function thoriumInBone(): ValidationRow[] {
  const thorium = nuclide("Th-227");
  const what = `1 MBq of Th-227 for 1920 h in a sphere of 10 cm³ of cortical bone, ${BONE_G_PER_CM3} g/cm³`;
  const ofThorium = decaysWithin(1920, "Th-227") * boneSelfDose(pointKernel(thorium));
  const ofRadium =
    decaysWithin(1920, "Ra-223") * boneSelfDose(chainKernel(nuclide("Ra-223")).kernel);
  return [
    thoriumRow(what, "Th-227 alone", 110, ofThorium),
    thoriumRow(
      what,
      "with Ra-223 growing in and all daughters decaying in place",
      563,
      ofThorium + ofRadium,
    ),
  ];

  function decaysWithin(hours: number, name: string): number {
    const steps = 2000;
    const stepS = (hours * HOUR_S) / steps;
    let decays = 0;
    for (let i = 0; i < steps; i++)
      decays += MBQ_TO_BQ * batemanActivity(thorium, name, (i + 0.5) * stepS) * stepS;
    return decays;
  }
}

/** In a medium of density d the kernel shrinks by d: the sphere of mass m keeps what one of m d² keeps in water. */
const boneSelfDose = (kernel: PointKernel) =>
  sphereSelfDose(kernel, BONE_G * BONE_G_PER_CM3 ** 2) * BONE_G_PER_CM3 ** 2;
