import { describe, expect, test } from "vitest";
import { batemanActivity, equilibriumRatio } from "../../src/physics/bateman";
import { chainGroups } from "../../src/physics/chainGroups";
import { chainKernel } from "../../src/physics/chainKernel";
import { decayChain } from "../../src/physics/decayChain";
import { nuclide } from "../../src/physics/nuclides";
import { DAY_S } from "../../src/physics/units";

/** Decays in equilibrium per decay of the parent (DDEP branchings). */
test.each<[string, Record<string, number>]>([
  [
    "Ra-223",
    {
      "Ra-223": 1,
      "Rn-219": 1,
      "Po-215": 1,
      "Pb-211": 1,
      "Bi-211": 1,
      "Tl-207": 0.99724,
      "Po-211": 0.00276,
    },
  ],
  [
    "Ac-225",
    {
      "Ac-225": 1,
      "Fr-221": 1,
      "At-217": 1,
      "Bi-213": 1,
      "Po-213": 0.9791,
      "Tl-209": 0.0209,
      "Pb-209": 1,
    },
  ],
  ["Pb-212", { "Pb-212": 1, "Bi-212": 1, "Po-212": 0.6407, "Tl-208": 0.3593 }],
  ["At-211", { "At-211": 1, "Po-211": 0.5822 }],
  ["Lu-177", { "Lu-177": 1 }],
  ["Ho-166m", { "Ho-166m": 1 }],
])("the chain of %s", (parent, expected) => {
  const chain = decayChain(nuclide(parent));
  expect(chain.every(({ followsParent }) => followsParent)).toBe(true);
  const decays = new Map(chain.map((member) => [member.nuclide.name, member.decaysPerDecay]));
  expect([...decays.keys()].sort()).toEqual(Object.keys(expected).sort());
  for (const [name, value] of Object.entries(expected))
    expect(decays.get(name)).toBeCloseTo(value, 4);
});

/** Energy of the whole chain, MeV per decay of the parent. */
test.each([
  ["Ra-223", 28.2],
  ["Ac-225", 28.9],
  ["Bi-213", 9.31],
  ["Pb-212", 10.3],
  ["At-211", 6.96],
  ["Th-227", 6.2],
  ["Ac-227", 0.0914],
])("%s and what follows it emit %d MeV a decay", (parent, mev) => {
  expect(Math.abs(chainKernel(nuclide(parent)).kernel.totalMeV / mev - 1)).toBeLessThan(0.006);
});

test("Ra-223 grown in Th-227 is a quantity apart, and so are its daughters", () => {
  expect(chainKernel(nuclide("Th-227"), ["alpha"]).apart).toContain("Ra-223");
  expect(chainKernel(nuclide("Th-227"), ["alpha"]).apart).toContain("Bi-211");
  expect(chainKernel(nuclide("Ac-225"), ["alpha"]).apart).toEqual([]);
});

test("contributions add up to the kernel; half of Bi-213 gone halves it and all after it", () => {
  const whole = chainKernel(nuclide("Ac-225"), ["alpha"]);
  const sum = whole.contributions.reduce((total, { totalMeV }) => total + totalMeV, 0);
  expect(sum).toBeCloseTo(whole.kernel.totalMeV, 12);
  const half = chainKernel(nuclide("Ac-225"), ["alpha"], { "Bi-213": 0.5 });
  whole.contributions.forEach(({ nuclide: name, totalMeV }, i) => {
    const share = ["Ac-225", "Fr-221", "At-217"].includes(name) ? 1 : 0.5;
    expect(half.contributions[i]!.totalMeV).toBeCloseTo(share * totalMeV, 12);
  });
});

test("Ra-223 comes of Ac-227 by two ways, after both of them, and once per decay", () => {
  const chain = decayChain(nuclide("Ac-227"));
  const names = chain.map((member) => member.nuclide.name);

  expect(names.indexOf("Ra-223")).toBeGreaterThan(
    Math.max(names.indexOf("Th-227"), names.indexOf("Fr-223")),
  );
  expect(chain.find((member) => member.nuclide.name === "Ra-223")!.decaysPerDecay).toBeCloseTo(
    1,
    12,
  );
  const ra = chainGroups(nuclide("Ac-227")).find(({ lead }) => lead.name === "Ra-223")!;
  expect(ra.formedBy.reduce((sum, { perDecay }) => sum + perDecay, 0)).toBeCloseTo(2, 12);
});

describe("Ra-223 grown in pure Th-227", () => {
  const th227 = nuclide("Th-227");
  const fast = Math.LN2 / nuclide("Ra-223").halfLifeS;
  const slow = Math.LN2 / th227.halfLifeS;

  test("follows the two-member formula and is most after ln(r2/r1)/(r2 - r1), when both are equal", () => {
    const atMost = Math.log(fast / slow) / (fast - slow);
    const activity = batemanActivity(th227, "Ra-223", atMost);
    expect(activity).toBeCloseTo(Math.exp(-slow * atMost), 10);
    expect(batemanActivity(th227, "Ra-223", 0)).toBeCloseTo(0, 12);
  });

  test("has as many decays in all as Th-227", () => {
    const step = DAY_S / 20;
    let parent = 0;
    let daughter = 0;
    for (let i = 0; i < 20 * 600; i++) {
      parent += batemanActivity(th227, "Th-227", (i + 0.5) * step) * step;
      daughter += batemanActivity(th227, "Ra-223", (i + 0.5) * step) * step;
    }
    expect(daughter / parent).toBeCloseTo(1, 5);
  });

  test("comes to an equilibrium in which it outnumbers Th-227 by r2/(r2 - r1)", () => {
    const late = 600 * DAY_S;
    const ratio = batemanActivity(th227, "Ra-223", late) / batemanActivity(th227, "Th-227", late);
    expect(ratio / equilibriumRatio(th227, "Ra-223")!).toBeCloseTo(1, 4);
    expect(equilibriumRatio(th227, "Ra-223")!).toBeCloseTo(fast / (fast - slow), 10);
  });
});

test("Pb-209 in Ac-225 comes from both branches of Bi-213", () => {
  const ac225 = nuclide("Ac-225");
  const ratio =
    batemanActivity(ac225, "Pb-209", 3 * DAY_S) / batemanActivity(ac225, "Ac-225", 3 * DAY_S);
  expect(ratio).toBeCloseTo(equilibriumRatio(ac225, "Pb-209")!, 4);
  const lives = ["Fr-221", "Bi-213", "Pb-209"].map(
    (name) => nuclide(name).halfLifeS / ac225.halfLifeS,
  );
  expect(ratio).toBeCloseTo(1 / lives.reduce((product, life) => product * (1 - life), 1), 4);
});

test("no equilibrium with a daughter that lives longer", () => {
  expect(equilibriumRatio(nuclide("Tb-149"), "Gd-149")).toBeUndefined();
});
