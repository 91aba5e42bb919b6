import { totalBetaSpectrum } from "../../physics/betaSpectrum";
import { radiatedMeV } from "../../physics/electronInWater";
import type { Line, Nuclide } from "../../physics/nuclide";
import { nuclide } from "../../physics/nuclides";
import { pointKernel } from "../../physics/pointKernel";
import { KEV_TO_MEV, MEV_TO_KEV } from "../../physics/units";
import type { Reference } from "./context";
import { cubes, GOLDEN, GOLDEN_OFFSETS, sAt, sRow } from "./publishedVoxelS";
import { steadyRadiationYield } from "./radiationYield";
import type { ValidationRow } from "./row";

/**
 * Our transport with the facts that the independent code took, where the two differ: photons of ICRP 107 for Lu-177, and for Y-90 as much
 * bremsstrahlung as in steady slowing down.
 */
export function sameFactsRows(reference: Reference): ValidationRow[] {
  const source = "independent code, same method";
  const lutetium = () => {
    const facts = withIcrp107Photons(reference, "Lu-177");
    const kernel = cubes(pointKernel(facts), 4.42, 5);
    return GOLDEN["Lu-177"].map((s, i) => {
      const offset = GOLDEN_OFFSETS[i]!;
      const what = `Lu-177 with photons of ICRP 107, 4.42 mm, all emissions: S(${offset})`;
      return sRow(what, source, s, sAt(kernel, offset), i === 0 ? 1 : 3);
    });
  };
  return [
    ...(reference.has("decay-icrp107") ? lutetium() : []),
    sRow(
      "Y-90 with bremsstrahlung of steady slowing down, 4.42 mm, all emissions: S(5,5,5)",
      source,
      GOLDEN["Y-90"][3],
      steadyFraction(nuclide("Y-90")) * sAt(cubes(pointKernel(nuclide("Y-90")), 4.42, 5), "5,5,5"),
      3,
    ),
  ];
}

/** Our facts but for the photons, which are all those of the reference. */
export function withIcrp107Photons(reference: Reference, name: string): Nuclide {
  const file = reference.read("decay-icrp107", "spectra", `${name}.json`);
  const { emissions } = JSON.parse(new TextDecoder().decode(file)) as {
    emissions: Record<string, readonly (readonly [mev: number, perDecay: number])[]>;
  };
  const photons: Line[] = ["gamma", "X", "annihilation"].flatMap((kind) =>
    (emissions[kind] ?? []).map(([mev, perDecay]) => ({ energyKeV: mev * MEV_TO_KEV, perDecay })),
  );
  return { ...nuclide(name), photons };
}

/** What its betas would radiate in steady slowing down, over what they radiate here. */
function steadyFraction(facts: Nuclide): number {
  const { energyKeV, perKeV } = totalBetaSpectrum(facts);
  let [steady, followed] = [0, 0];
  for (let i = 0; i < energyKeV.length; i++) {
    const mev = energyKeV[i]! * KEV_TO_MEV;
    steady += perKeV[i]! * mev * steadyRadiationYield(mev);
    followed += perKeV[i]! * radiatedMeV(mev);
  }
  return steady / followed;
}
