import { hanscheid2018, madsen2018 } from "../../kinetics/fewScans";
import { percentagePoints, type ValidationRow } from "./row";

export const HANSCHEID = "Hänscheid et al., J Nucl Med 59 (2018) 75";
export const MADSEN = "Madsen et al., Med Phys 45 (2018) 2318";
/** Reading in half-lives, error in %. */
const HANSCHEID_ERRORS = [
  [0.75, -10.8],
  [1, 0],
  [1 / Math.LN2, 6.15],
  [2, 0],
  [2.5, -11.6],
  [3, -25],
] as const;
/** Half-life in those of the population, error in %. */
const MADSEN_ERRORS = [
  [0.8, -2.65],
  [1, 0],
  [1.2, -1.55],
] as const;

/** What estimates from one reading err by where one exponential is the truth. */
export function biasLawRows(): ValidationRow[] {
  const population = 51;
  const error = (tiaMBqH: number, halfLifeH: number) =>
    100 * ((tiaMBqH * Math.LN2) / halfLifeH - 1);
  return [
    ...HANSCHEID_ERRORS.map(([x, expected]) => {
      const reading = { timeH: x * population, activityMBq: 2 ** -x };
      const ours = error(hanscheid2018(reading).tiaMBqH, population);
      const what = `one exponential read once after ${Number(x.toFixed(3))} half-lives: error of Hänscheid's TIA`;
      return percentagePoints(what, HANSCHEID, expected, ours, 0.1);
    }),
    ...MADSEN_ERRORS.map(([ratio, expected]) => {
      const timeH = population / Math.LN2;
      const activityMBq = 2 ** (-timeH / (ratio * population));
      const ours = error(
        madsen2018({ timeH, activityMBq }, population).tiaMBqH,
        ratio * population,
      );
      const what = `true half-life ${ratio} times the population's, read at 1/λ: error of Madsen's TIA`;
      return percentagePoints(what, MADSEN, expected, ours, 0.1);
    }),
  ];
}
