import { expect, test } from "vitest";
import { kernelFaults } from "../../src/physics/kernelAudit";
import {
  ICRP_SOFT_TISSUE,
  ICRU_SOFT_TISSUE,
  KERNEL_MEDIA,
  WATER,
} from "../../src/physics/kernelMedium";
import { nuclide } from "../../src/physics/nuclides";
import { pointKernel } from "../../src/physics/pointKernel";
import { firstTransfer } from "../../src/physics/transport/photonTransfer";

/** MeV, CSDA ranges in water and in soft tissue (ICRP), g/cm2 (ESTAR, NIST). */
test.each([
  [0.1, 0.01431, 0.01433],
  [0.5, 0.1766, 0.177],
  [1, 0.4367, 0.4385],
  [2, 0.9785, 0.9839],
])(
  "an electron of %d MeV goes as much farther in soft tissue as in ESTAR",
  (mev, water, tissue) => {
    expect(Math.abs(ICRP_SOFT_TISSUE.rangeRatio(mev) / (tissue / water) - 1)).toBeLessThan(0.003);
  },
);

test("ICRU soft tissue has 1 % fewer electrons than water, so that they go 1 % farther", () => {
  for (const mev of [0.1, 0.5, 1, 2])
    expect(ICRU_SOFT_TISSUE.rangeRatio(mev)).toBeCloseTo(0.55508 / 0.54975, 3);
});

/** MeV, energy absorption in ICRU soft tissue (four components) and in water, cm2/g (Hubbell and Seltzer, NIST). */
test.each([
  [0.02, 0.507, 0.5503],
  [0.05, 0.03987, 0.04223],
  [0.2, 0.02936, 0.02967],
  [2, 0.02582, 0.02608],
])(
  "photons of %d MeV transfer as much to soft tissue, over water, as in NIST's tables",
  (mev, tissue, water) => {
    const transfer = ({ photonRates }: typeof WATER) => {
      const rates = photonRates(mev);
      return rates.total * firstTransfer(mev, rates);
    };

    const ratio = transfer(ICRU_SOFT_TISSUE) / transfer(WATER);

    expect(Math.abs(ratio / (tissue / water) - 1)).toBeLessThan(0.003);
  },
);

test("the kernels of every medium hold all energy of a decay", () => {
  for (const medium of KERNEL_MEDIA)
    for (const name of ["Y-90", "Lu-177", "I-131"]) {
      const kernel = pointKernel(nuclide(name), undefined, medium);
      expect(kernel.medium).toBe(medium.id);
      expect(kernelFaults([kernel], nuclide(name))).toEqual([]);
    }
});

test("soft tissue takes from bremsstrahlung what it leaves to the electrons", () => {
  const energyOf = (medium: typeof WATER) =>
    ([["beta", "electron"], ["bremsstrahlung"]] as const).map(
      (parts) => pointKernel(nuclide("Y-90"), parts, medium).totalMeV,
    ) as [number, number];

  const [electrons, radiated] = energyOf(WATER);
  const [electronsInTissue, radiatedInTissue] = energyOf(ICRP_SOFT_TISSUE);

  expect(radiatedInTissue / radiated).toBeGreaterThan(0.94);
  expect(radiatedInTissue / radiated).toBeLessThan(0.97);
  expect(electronsInTissue + radiatedInTissue).toBeCloseTo(electrons + radiated, 12);
});
