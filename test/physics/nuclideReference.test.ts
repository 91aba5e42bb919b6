import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { nuclideEnergies } from "../../src/physics/nuclideEnergies";
import { nuclide, nuclideNames } from "../../src/physics/nuclides";
import { referenceFolder } from "../support/reference";

const folder = referenceFolder("decay-icrp107");

/** Percent by which the photons of the evaluations taken here differ from ICRP 107. */
const PHOTONS_DIFFER: Readonly<Record<string, number>> = { "Lu-177": 5.5, "Re-188": 5.5 };

/** A. Endo, K.F. Eckerman, ICRP Publication 107 (2008). Weak emissions left out may make half a keV. */
describe.skipIf(!folder)("mean energies per decay are those of ICRP 107", () => {
  const index = folder ? readIndex(join(folder, "ICRP-07.NDX")) : new Map();

  test.each(nuclideNames.map((name) => [name]))("%s", (name) => {
    const facts = nuclideEnergies(nuclide(name));
    const published = index.get(name)!;
    expectNear(facts.alphaKeV + facts.recoilKeV, published.alphaKeV, 0.1);
    expectNear(facts.betaKeV + facts.electronKeV, published.electronKeV, 1);
    expectNear(facts.photonKeV, published.photonKeV, PHOTONS_DIFFER[name] ?? 2.5);
  });
});

function expectNear(keV: number, publishedKeV: number, percent: number): void {
  const allowed = Math.max(0.6, (percent / 100) * publishedKeV);
  expect(Math.abs(keV - publishedKeV)).toBeLessThan(allowed);
}

interface Means {
  readonly alphaKeV: number;
  readonly electronKeV: number;
  readonly photonKeV: number;
}

/** Columns of fixed width; alphas include the recoil, electrons all of beta, conversion and Auger. */
function readIndex(file: string): Map<string, Means> {
  const [, ...lines] = readFileSync(file, "latin1").split("\n");
  return new Map(
    lines.map((line) => [
      line.slice(0, 7).trim(),
      {
        alphaKeV: 1000 * Number(line.slice(152, 159)),
        electronKeV: 1000 * Number(line.slice(159, 167)),
        photonKeV: 1000 * Number(line.slice(167, 175)),
      },
    ]),
  );
}
