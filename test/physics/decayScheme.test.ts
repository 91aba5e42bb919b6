import { expect, test } from "vitest";
import { decayScheme } from "../../src/physics/decayScheme";
import { nuclide, nuclideNames } from "../../src/physics/nuclides";

const arrows = (name: string) =>
  decayScheme(nuclide(name)).arrows.map(
    ({ from, to, mode, share }) => `${from} ${mode} ${share.toFixed(2)} ${to}`,
  );

test.each([
  ["Lu-177", ["Lu-177 β− 1.00 Hf-177"]],
  ["Tc-99m", ["Tc-99m IT 1.00 Tc-99"]],
  ["In-111", ["In-111 β+, EC 1.00 Cd-111"]],
  ["Cu-64", ["Cu-64 β− 0.38 Ni-64", "Cu-64 β+, EC 0.62 Ni-64"]],
])("the scheme of %s", (name, expected) => {
  expect(arrows(name).sort()).toEqual(
    expected.map((line) => line.replace("β− 0.38 Ni-64", "β− 0.38 Zn-64")).sort(),
  );
});

test("show", () => {
  for (const n of nuclideNames) console.log(n, arrows(n).join(" | "));
});
