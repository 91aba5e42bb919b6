import { describe, expect, test } from "vitest";
import { batemanActivity } from "../../src/physics/bateman";
import { chainGroups, emittersOf, leadsPerDecay } from "../../src/physics/chainGroups";
import { leadsByPlace } from "../../src/physics/daughterFate";
import { decayChain } from "../../src/physics/decayChain";
import { nuclide } from "../../src/physics/nuclides";
import { DAY_S, HOUR_S } from "../../src/physics/units";

const leadsOf = (name: string) => chainGroups(nuclide(name)).map(({ lead }) => lead.name);

test.each([
  ["Ac-225", ["Ac-225", "Fr-221", "Bi-213"]],
  ["Th-227", ["Th-227", "Ra-223", "Pb-211"]],
  ["Ra-223", ["Ra-223", "Pb-211"]],
  ["Pb-212", ["Pb-212", "Bi-212"]],
  ["At-211", ["At-211"]],
  ["Lu-177", ["Lu-177"]],
])("daughters of %s that can be carried off lead groups", (parent, leads) => {
  expect(leadsOf(parent)).toEqual(leads);
});

test.each(["Ac-225", "Ra-223", "Pb-212", "Bi-213", "At-211"])(
  "%s: all in place, the groups are the chain in equilibrium",
  (name) => {
    const groups = chainGroups(nuclide(name));
    const sum = new Map<string, number>();
    for (const { nuclide: own, decaysPerDecay } of emittersOf(groups, leadsPerDecay(groups)))
      sum.set(own.name, (sum.get(own.name) ?? 0) + decaysPerDecay);
    for (const { nuclide: own, decaysPerDecay } of decayChain(nuclide(name)))
      expect(sum.get(own.name), own.name).toBeCloseTo(decaysPerDecay, 12);
  },
);

describe("where daughters decay", () => {
  const groups = chainGroups(nuclide("Ac-225"));
  const places = ["tumour", "kidneys"];

  test("all in place without a fate, and with a share of 1", () => {
    const fates = { "Bi-213": { stayingShare: 1, restTo: "kidneys" } };
    for (const leads of [leadsByPlace(groups, {}, places), leadsByPlace(groups, fates, places)])
      for (const [tumour, kidneys] of leads) {
        expect([...tumour!]).toEqual([1, 0]);
        expect([...kidneys!]).toEqual([0, 1]);
      }
  });

  test("what leaves arrives: no decay is lost or made", () => {
    const fates = {
      "Fr-221": { stayingShare: 0.6, restTo: "kidneys" },
      "Bi-213": { stayingShare: 0.9, restTo: "kidneys" },
    };
    const [, francium, bismuth] = leadsByPlace(groups, fates, places);
    expect(francium![0]![0]).toBeCloseTo(0.6, 12);
    expect(francium![1]![0]).toBeCloseTo(0.4, 12);
    expect(bismuth![0]![0]).toBeCloseTo(0.54, 12);
    expect(bismuth![0]![0]! + bismuth![1]![0]!).toBeCloseTo(1, 12);
    expect(bismuth![1]![1]).toBeCloseTo(1, 12);
  });

  test("a daughter that is excreted takes its own along", () => {
    const [, francium, bismuth] = leadsByPlace(groups, { "Fr-221": { stayingShare: 0 } }, places);
    for (const row of [...francium!, ...bismuth!]) expect([...row]).toEqual([0, 0]);
  });
});

test("Ra-223 cleared as fast as it decays brings half its decays: the integral of Bateman's equation", () => {
  const groups = chainGroups(nuclide("Th-227"));
  const { halfLifeS } = nuclide("Ra-223");
  const fates = { "Ra-223": { biologicalHalfLifeH: halfLifeS / HOUR_S } };
  const [, radium] = leadsByPlace(groups, fates, ["lesion"]);
  expect(radium![0]![0]).toBeCloseTo(0.5, 12);

  const step = DAY_S / 4;
  let inPlace = 0;
  let parents = 0;
  for (let i = 0; i < 4000; i++) {
    inPlace += batemanActivity(nuclide("Th-227"), "Ra-223", (i + 0.5) * step) * step;
    parents += batemanActivity(nuclide("Th-227"), "Th-227", (i + 0.5) * step) * step;
  }
  expect(inPlace / parents).toBeCloseTo(leadsByPlace(groups, {}, ["lesion"])[1]![0]![0]!, 4);
});
