import { radiatedMeV } from "../../physics/electronInWater";
import { radiationYieldWithSecondaries, steadyRadiationYield } from "./radiationYield";
import { atMost, type ValidationRow, validationRow } from "./row";

/** What electrons radiate, without and with those that they set in motion. */
export function radiationRows(): ValidationRow[] {
  const published = [
    [0.1, 5.842e-4],
    [0.5, 1.976e-3],
    [1, 3.579e-3],
    [2, 7.085e-3],
  ] as const;
  const apart = [0.5, 1, 2, 3].map(
    (mev) => radiatedMeV(mev) / mev / radiationYieldWithSecondaries(mev) - 1,
  );
  return [
    ...published.map(([mev, share]) =>
      validationRow({
        what: `radiation yield of an electron of ${mev} MeV in steady slowing down`,
        source: "ESTAR, NIST",
        unit: "of its energy",
        expected: share,
        ours: steadyRadiationYield(mev),
        limitPercent: 1,
      }),
    ),
    atMost(
      "bremsstrahlung of electrons of 0.5 to 3 MeV and of all that they set in motion, 3 % more than in steady slowing down: largest difference",
      "integral equation, no random numbers",
      "%",
      100 * Math.max(...apart.map(Math.abs)),
      1,
    ),
  ];
}
