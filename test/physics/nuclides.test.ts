import { describe, expect, test } from "vitest";
import { InputError } from "../../src/inputError";
import { nuclide, nuclideNames } from "../../src/physics/nuclides";
import { DAY_S } from "../../src/physics/units";

const all = nuclideNames.map(nuclide);

test.each([
  ["Lu-177", "Lu-177"],
  ["177Lu", "Lu-177"],
  ["Lu177", "Lu-177"],
  ["lu-177", "Lu-177"],
  ["Lutetium-177", "Lu-177"],
  ["177-Lutetium", "Lu-177"],
  ["^177^Lutetium", "Lu-177"],
  ["^99m^Technetium", "Tc-99m"],
  ["Tc99m", "Tc-99m"],
  ["99mTc", "Tc-99m"],
  ["Sn-117m", "Sn-117m"],
  ["^131^Iodine", "I-131"],
  ["^225^Actinium", "Ac-225"],
  ["y90", "Y-90"],
])("%s is %s", (written, name) => {
  expect(nuclide(written).name).toBe(name);
});

test.each(["Lu-178", "", "lutetium", "177", "Tc-99", "gold", "Lu-177-DOTATATE"])(
  '"%s" is refused with the list of what is known',
  (written) => {
    expect(() => nuclide(written)).toThrow(InputError);
    expect(() => nuclide(written)).toThrow(/Lu-177/);
  },
);

test("half-lives of the three workhorses", () => {
  expect(nuclide("Lu-177").halfLifeS / DAY_S).toBeCloseTo(6.647, 9);
  expect(nuclide("Y-90").halfLifeS / DAY_S).toBeCloseTo(2.6684, 9);
  expect(nuclide("I-131").halfLifeS / DAY_S).toBeCloseTo(8.0233, 9);
  expect(nuclide("Po-212").halfLifeS).toBeCloseTo(300e-9, 15);
});

test("Lu-177 has Z 71, four beta branches and the 208 keV line", () => {
  const { z, massNumber, betas, photons } = nuclide("Lu-177");
  expect([z, massNumber, betas.length]).toEqual([71, 177, 4]);
  const gamma208 = photons.find(({ energyKeV }) => energyKeV === 208.4);
  expect(gamma208?.perDecay).toBeCloseTo(0.104, 12);
});

describe.each(all)("$name", ({ betas, photons, daughters, alphas, sources, ...facts }) => {
  test("names a source for each group of numbers", () => {
    expect(sources.length).toBeGreaterThan(0);
  });

  test("decays to daughters the program knows, with branchings of at most one in all", () => {
    const branchings = daughters.map(({ name, branching }) => {
      expect(nuclideNames).toContain(name);
      return branching;
    });
    expect(branchings.reduce((a, b) => a + b, 0)).toBeLessThan(1 + 1e-9);
  });

  test("gives each positron two annihilation photons", () => {
    const positrons = betas.filter(({ charge }) => charge === 1);
    const pairs = photons.filter(({ origin }) => origin === "annihilation");
    const perPositron = sum(pairs) / (sum(positrons) || 1);
    expect(perPositron).toBeCloseTo(positrons.length ? 2 : 0, 1);
  });

  test("decays once: betas and alphas are one per decay at most, to the evaluations' 1 %", () => {
    expect(sum(betas) + sum(alphas)).toBeLessThan(1.01);
  });

  test("leaves little electron energy to the spot of the decay", () => {
    expect(facts.localElectronKeV).toBeGreaterThanOrEqual(0);
    expect(facts.localElectronKeV).toBeLessThan(7); // 6.05 of Lu-177m, with 134 K Auger electrons per 100 decays
  });
});

function sum(parts: readonly { readonly perDecay: number }[]): number {
  return parts.reduce((total, { perDecay }) => total + perDecay, 0);
}
