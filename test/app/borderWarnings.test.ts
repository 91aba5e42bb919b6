import { expect, test } from "vitest";
import { borderWarnings } from "../../src/app/borderWarnings";
import type { Prescription } from "../../src/app/planResult";
import type { DoseMethod } from "../../src/dosimetry/doseEngine";
import { protocol } from "../../src/planning/protocols";
import { PATIENT_AXES, type Triple } from "../../src/volume/grid";
import { limitOf, organ } from "../support/planning";
import { maskOfShape, volumeOf } from "../support/shapes";

const grid = {
  size: [12, 12, 16] as Triple,
  spacingMm: [4, 4, 4] as Triple,
  originMm: [-22, -22, -30] as Triple,
  axes: PATIENT_AXES,
};

/** Liver below z = 0, something else above it. */
function slab(nuclide: string, doseMethod: DoseMethod, above: { kgPerM3: number; decays: number }) {
  const inLiver = ([, , z]: Triple) => z < 0;
  const mask = maskOfShape(grid, inLiver, 1);
  const limit = limitOf(30, { organ: { tissue: "liver", names: ["liver"] } });
  return borderWarnings({
    prescription: {
      protocol: { ...protocol("y90-glass"), limits: [limit], goals: [] },
      nuclide,
      doseMethod,
      kernelDensityGPerCm3: 1.04,
    } as unknown as Prescription,
    regions: [],
    structures: [{ id: "Liver", name: "Liver", role: "organ", source: "test", mask }],
    structureDoses: [organ("Liver", [0, 1])],
    densityKgPerM3: volumeOf("densityKgPerM3", grid, (p) => (inLiver(p) ? 1060 : above.kgPerM3)),
    decays: [volumeOf("decays", grid, (p) => (inLiver(p) ? 1e9 : above.decays))],
  });
}

test("a liver whose long-range betas also decay in lung reads too low at the lung", () => {
  const [warning, ...more] = slab("Y-90", "densityScaledKernel", { kgPerM3: 260, decays: 1e9 });

  expect(more).toEqual([]);
  expect(warning).toContain("Liver: ");
  expect(warning).toMatch(/from lung\. .* the density-scaled kernel .* about 26 % too low/);
});

test("local deposition keeps in a liver what lung without activity would take", () => {
  const [warning] = slab("Y-90", "local", { kgPerM3: 260, decays: 0 });

  expect(warning).toMatch(/local deposition .* 13 % too high/);
});

test("decays beside bone read too high in the liver", () => {
  const [warning] = slab("Y-90", "densityScaledKernel", { kgPerM3: 1850, decays: 1e9 });

  expect(warning).toMatch(/from bone\. .* % too high/);
});

test.each(["Y-90", "Re-188", "P-32", "Ho-166", "I-124", "Ga-68"])("%s is warned of", (name) => {
  expect(slab(name, "kernel", { kgPerM3: 260, decays: 1e9 })).toHaveLength(1);
});

test.each(["Lu-177", "I-131", "Tb-161", "Er-169", "Sm-153"])("%s stays in its voxels", (name) => {
  expect(slab(name, "kernel", { kgPerM3: 260, decays: 1e9 })).toEqual([]);
});

test.each(["Ra-223", "Ac-225", "Pb-212", "Th-227"])(
  "the betas in the chain of %s, beside its alphas, are not worth a sentence",
  (name) => {
    expect(slab(name, "densityScaledKernel", { kgPerM3: 260, decays: 1e9 })).toEqual([]);
  },
);

test("nothing is said where the method follows the density, or where no other medium is near", () => {
  expect(slab("Y-90", "massPathKernel", { kgPerM3: 260, decays: 1e9 })).toEqual([]);
  expect(slab("Y-90", "kernel", { kgPerM3: 950, decays: 1e9 })).toEqual([]);
});
