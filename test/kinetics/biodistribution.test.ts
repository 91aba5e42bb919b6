import { expect, test } from "vitest";
import { humanTiacs, readBiodistribution } from "../../src/kinetics/biodistribution";

const BODY = { animalBodyG: 25, humanBodyG: 73000 };
/** A kidney of 0.3 g whose activity leaves with 10 h, decay taken out. */
const TABLE = [
  "organ,time_h,percent_per_g,animal_organ_g,human_organ_g",
  ...[1, 4, 12, 24, 48].map((t) => `kidney,${t},${20 * 2 ** (-t / 10)},0.3,310`),
].join("\n");

test("a single exponential scales as its formula says: by mass, by time, by both", () => {
  const [kidney] = readBiodistribution(TABLE, "mouse.csv");
  const halfLifeH = 159.5;
  const [none, mass, time, combined] = humanTiacs(kidney!, BODY, halfLifeH).map(
    ({ tiacH }) => tiacH,
  );
  const tiac = (share: number, biologicalH: number) =>
    share / (Math.LN2 / biologicalH + Math.LN2 / halfLifeH);
  const byMass = 310 / 73000 / (0.3 / 25);
  const byTime = (73000 / 25) ** 0.25;

  expect(byTime).toBeCloseTo(7.35, 2);
  expect(none).toBeCloseTo(tiac(0.06, 10), 5);
  expect(mass).toBeCloseTo(tiac(0.06 * byMass, 10), 5);
  expect(time).toBeCloseTo(tiac(0.06, 10 * byTime), 5);
  expect(combined).toBeCloseTo(tiac(0.06 * byMass, 10 * byTime), 5);
});

test("masses that change within an organ, and readings that are none, are refused by line", () => {
  expect(() => readBiodistribution(`${TABLE}\nkidney,72,0.1,0.4,310`, "m.csv")).toThrow(/m\.csv:7/);
  expect(() => readBiodistribution(`${TABLE}\nkidney,72,-1,0.3,310`, "m.csv")).toThrow(
    "m.csv:7:percent_per_g: expected 0 or more, received -1",
  );
});
