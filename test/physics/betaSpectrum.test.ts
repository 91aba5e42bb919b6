import { describe, expect, test } from "vitest";
import { betaSpectrum, meanBetaKeV, totalBetaSpectrum } from "../../src/physics/betaSpectrum";
import type { Nuclide } from "../../src/physics/nuclide";
import { nuclide } from "../../src/physics/nuclides";

/** Mean energy of the beta minus particles, keV per decay (DDEP, LNHB Monographie BIPM-5). */
const ELECTRONS: readonly (readonly [name: string, keV: number, percent: number])[] = [
  ["P-32", 695.5, 0.3],
  ["Sr-89", 584.6, 0.3],
  ["Y-90", 932, 0.75], // DDEP 926.6, ICRP 107 932.9: the evaluations differ by 0.7 %
  ["Lu-177", 134.2, 0.3],
  ["I-131", 181.4, 0.3],
  ["Sm-153", 224.7, 0.3],
  ["Re-186", 321.0, 0.3],
  ["Re-188", 764.5, 0.3],
  ["Ho-166", 664.5, 0.7],
  ["Cu-64", 73.4, 0.3],
  ["Bi-213", 426.0, 0.3],
  ["Pb-212", 101.3, 0.3],
  ["Bi-212", 493.7, 0.3],
  ["Tl-208", 559.1, 0.3],
  ["Tl-209", 653.2, 0.3],
  ["Tl-207", 491.6, 0.3],
];

/** Mean energy of a positron of the strongest branch, keV (DDEP). */
const POSITRONS: readonly (readonly [name: string, keV: number, percent: number])[] = [
  ["F-18", 249.5, 0.3],
  ["Ga-68", 836.0, 0.3],
  ["Cu-64", 278.2, 0.3],
  ["Zr-89", 395.7, 0.3],
];

describe("mean energy of the betas is that of the evaluations", () => {
  test.each(ELECTRONS)("%s: %d keV a decay within %d percent", (name, keV, percent) => {
    const mean = meanBetaKeV(only(nuclide(name), -1));
    expect(Math.abs(mean / keV - 1) * 100).toBeLessThan(percent);
  });

  test.each(POSITRONS)("%s: %d keV a positron within %d percent", (name, keV, percent) => {
    const { betas, ...facts } = only(nuclide(name), 1);
    const strongest = betas.reduce((a, b) => (b.perDecay > a.perDecay ? b : a));
    const mean = meanBetaKeV({ ...facts, betas: [{ ...strongest, perDecay: 1 }] });
    expect(Math.abs(mean / keV - 1) * 100).toBeLessThan(percent);
  });
});

test("the spectrum of a branch holds its intensity and ends at its end point", () => {
  const lu177 = nuclide("Lu-177");
  const [branch] = lu177.betas;
  const { energyKeV, perKeV, binWidthKeV } = betaSpectrum(lu177, branch!);
  expect(sum(perKeV) * binWidthKeV).toBeCloseTo(branch!.perDecay, 12);
  expect(energyKeV.at(-1)! + binWidthKeV / 2).toBeCloseTo(branch!.endpointKeV, 9);
});

test("the spectrum of all branches keeps their number and, within its bins, their mean", () => {
  const i131 = nuclide("I-131");
  const { energyKeV, perKeV, binWidthKeV } = totalBetaSpectrum(i131);
  const intensity = i131.betas.reduce((all, { perDecay }) => all + perDecay, 0);
  expect(sum(perKeV) * binWidthKeV).toBeCloseTo(intensity, 12);
  const mean = sum(perKeV.map((value, i) => value * energyKeV[i]! * binWidthKeV));
  expect(mean / meanBetaKeV(i131)).toBeCloseTo(1, 5);
});

test("without nuclear charge an allowed spectrum is the phase space p W q^2", () => {
  const free = { endpointKeV: 1000, perDecay: 1, charge: -1, shape: "allowed" } as const;
  const { energyKeV, perKeV, binWidthKeV } = betaSpectrum({ z: -1, massNumber: 1 }, free);
  const phaseSpace = energyKeV.map((keV) => {
    const w = 1 + keV / 510.99895;
    return Math.sqrt(w * w - 1) * w * (1000 - keV) ** 2;
  });
  const norm = sum(phaseSpace) * binWidthKeV;
  expect(perKeV[100]! / (phaseSpace[100]! / norm)).toBeCloseTo(1, 9);
});

test("a nuclide without betas has an empty spectrum", () => {
  expect(totalBetaSpectrum(nuclide("Tc-99m")).perKeV).toHaveLength(0);
});

function only(whole: Nuclide, charge: -1 | 1): Nuclide {
  return { ...whole, betas: whole.betas.filter((branch) => branch.charge === charge) };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
