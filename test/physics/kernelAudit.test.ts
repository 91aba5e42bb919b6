import { expect, test } from "vitest";
import { chainKernel } from "../../src/physics/chainKernel";
import { audited, kernelFaults } from "../../src/physics/kernelAudit";
import { nuclide, nuclideNames } from "../../src/physics/nuclides";
import type { KernelPart } from "../../src/physics/pointKernel";

const SHORT: readonly KernelPart[] = ["beta", "electron", "alpha"];
const LONG: readonly KernelPart[] = ["photon", "bremsstrahlung"];
const lu177 = nuclide("Lu-177");
const withoutElectrons = { ...lu177, electrons: [], localElectronKeV: 0 };

test("the kernels of every nuclide pass the audit", () => {
  for (const name of nuclideNames) {
    const facts = nuclide(name);
    const kernels = [chainKernel(facts, SHORT).kernel, chainKernel(facts, LONG).kernel];
    expect(kernelFaults(kernels, facts), name).toEqual([]);
  }
});

test("a kernel with its conversion and Auger electrons removed fails the audit", () => {
  const long = chainKernel(lu177, LONG).kernel;
  const short = chainKernel(withoutElectrons, SHORT).kernel;
  const betas = chainKernel(lu177, ["beta", "alpha"]).kernel;

  expect(() => audited([short, long], lu177)).toThrow(
    /hold 13\d\.\d+ keV a decay, expected 14[678]/,
  );
  expect(() => audited([betas, long], lu177)).toThrow("electron emissions are in 0 kernels");
});

test.each(["I-131", "Sm-153", "Re-186", "Re-188", "Tb-161", "Pb-212", "Ho-166"])(
  "so does that of %s, though it says that they are in it",
  (name) => {
    const facts = nuclide(name);
    const short = chainKernel({ ...facts, electrons: [], localElectronKeV: 0 }, SHORT).kernel;

    expect(kernelFaults([short, chainKernel(facts, LONG).kernel], facts)).toHaveLength(1);
  },
);

test("an emission in two kernels, a falling kernel and one that ends early are faults", () => {
  const short = chainKernel(lu177, SHORT).kernel;
  const long = chainKernel(lu177, LONG).kernel;
  const falling = { ...short, cumulativeMeV: short.cumulativeMeV.with(600, 0) };
  const half = { ...long, cumulativeMeV: long.cumulativeMeV.map((energy) => energy / 2) };

  expect(kernelFaults([short, short, long], lu177)).toHaveLength(3);
  expect(kernelFaults([falling, long], lu177).join()).toContain("the energy falls at 1.2");
  expect(kernelFaults([short, half], lu177).join()).toContain("photon + bremsstrahlung: ends at");
});
