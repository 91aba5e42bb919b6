import { decayPerH } from "../../app/companionKinetics";
import { diagnosticDose } from "../../app/diagnosticDose";
import type { Prescription } from "../../app/planResult";
import { nuclide } from "../../physics/nuclides";
import { pointKernel } from "../../physics/pointKernel";
import { sphereSelfDose } from "../../physics/sphereSelfDose";
import { HOUR_S, MBQ_TO_BQ, MM_PER_CM } from "../../physics/units";
import { type Grid, PATIENT_AXES } from "../../volume/grid";
import { sphereMask } from "../../volume/sphereMask";
import { volume } from "../../volume/volume";
import { partOf } from "../../work";
import type { ValidationContext } from "./context";
import { figureRow, type ValidationRow } from "./row";

const GIVEN_MBQ = 185;
const RADIUS_VOXELS = 16;
const BIOLOGICAL_H = 60;
const TRACERS = [
  ["In-111", "Lu-177"],
  ["I-124", "I-131"],
  ["Zr-89", "Y-90"],
] as const;

/** All of a tracer in a sphere of 900 g of water, scanned three times, before another nuclide's therapy: its own dose. */
export async function diagnosticRows(context: ValidationContext): Promise<ValidationRow[]> {
  const rows: ValidationRow[] = [];
  for (const [n, [tracer, planned]] of TRACERS.entries()) {
    const part = partOf(context.work, n / TRACERS.length, (n + 1) / TRACERS.length);
    const ours = await sphereDoseGy(tracer, planned, { ...context, work: part });
    const perH = Math.LN2 / BIOLOGICAL_H + decayPerH(tracer);
    const decays = (GIVEN_MBQ * MBQ_TO_BQ * HOUR_S) / perH;
    rows.push(
      figureRow(
        `${tracer}, ${GIVEN_MBQ} MBq, clearing with ${BIOLOGICAL_H} h from 900 g of water before ${planned}: mean dose that counts before the therapy`,
        "A/(λ + ln 2/T)·S, S by the integral over the point kernel",
        "Gy",
        decays * sphereSelfDose(pointKernel(nuclide(tracer)), MASS_G),
        ours,
        2.5,
      ),
    );
  }
  return rows;
}

const MASS_G = 900;

async function sphereDoseGy(tracer: string, planned: string, { gpu, work }: ValidationContext) {
  const radiusMm = MM_PER_CM * Math.cbrt((3 * MASS_G) / (4 * Math.PI));
  const spacing = radiusMm / RADIUS_VOXELS;
  const size = 2 * RADIUS_VOXELS + 3;
  const first = (-spacing * (size - 1)) / 2;
  const grid: Grid = {
    size: [size, size, size],
    spacingMm: [spacing, spacing, spacing],
    originMm: [first, first, first],
    axes: PATIENT_AXES,
  };
  const sphere = { id: "sphere", name: "sphere", role: "organ" } as const;
  const mask = sphereMask(grid, [0, 0, 0], radiusMm);
  const density = volume("densityKgPerM3", grid);
  density.values.fill(1000);
  const shape = new Float32Array(density.values.length).fill(1);
  const perH = Math.LN2 / BIOLOGICAL_H + decayPerH(tracer);
  const prescription = {
    nuclide: planned,
    kineticModel: "monoExponential",
    kineticsOf: {},
    doseMethod: "kernel",
    kernelDensityGPerCm3: 1,
  } as unknown as Prescription;
  const answer = await diagnosticDose(
    gpu,
    {
      administration: {
        nuclide: tracer,
        carrier: "not stated",
        activityMBq: GIVEN_MBQ,
        at: undefined,
      },
      prescription,
      sources: [{ ...sphere, mask }],
      readings: [4, 24, 72].map((hours) => {
        const mbq = GIVEN_MBQ * Math.exp(-perH * hours);
        return {
          scanId: `h${hours}`,
          label: `${hours} h`,
          hours,
          byRegion: new Map([["sphere", { imageMBq: mbq, correctedMBq: mbq, covered: 1 }]]),
        };
      }),
      ofVoxels: [1],
      structures: [{ ...sphere, mask, source: "a sphere" }],
      density,
      shape,
    },
    work,
  );
  return answer!.structures[0]!.meanGy;
}
