import { expect, test } from "vitest";
import { decayScheme } from "../../src/physics/decayScheme";
import { nuclide, nuclideNames } from "../../src/physics/nuclides";

test.each([
  ["Lu-177", ["Lu-177 β− 100 % Hf-177"]],
  ["Tc-99m", ["Tc-99m IT 100 % Tc-99"]],
  ["In-111", ["In-111 β+, EC 100 % Cd-111"]],
  ["Re-186", ["Re-186 β+, EC 8 % W-186", "Re-186 β− 92 % Os-186"]],
  ["Cu-64", ["Cu-64 β+, EC 62 % Ni-64", "Cu-64 β− 38 % Zn-64"]],
  ["At-211", ["At-211 α 42 % Bi-207", "At-211 β+, EC 58 % Po-211", "Po-211 α 100 % Pb-207"]],
])("the scheme of %s", (name, expected) => {
  const arrows = decayScheme(nuclide(name)).arrows.map(
    ({ from, to, mode, share }) => `${from} ${mode} ${Math.round(100 * share)} % ${to}`,
  );
  expect(arrows.sort()).toEqual([...expected].sort());
});

test("all decays of every nuclide lead somewhere, downwards", () => {
  for (const name of nuclideNames) {
    const { nodes, arrows } = decayScheme(nuclide(name));
    const row = new Map(nodes.map((node) => [node.name, node.row]));
    for (const { name: from, halfLifeS } of nodes) {
      const leaving = arrows.filter((arrow) => arrow.from === from);
      const sum = leaving.reduce((total, { share }) => total + share, 0);
      if (halfLifeS === undefined) expect(leaving).toEqual([]);
      else expect(Math.abs(sum - 1), from).toBeLessThan(0.003);
    }
    for (const { from, to } of arrows) expect(row.get(to)!).toBeGreaterThan(row.get(from)!);
  }
});
