import { expect, test } from "vitest";
import { atActivity } from "../../src/dosimetry/dvh";
import { doseAtVolumePercent, volumeAtDoseMl } from "../../src/dosimetry/dvhMetrics";
import { sumOfDvhs } from "../../src/dosimetry/dvhSum";
import { evenDvh } from "../support/planning";

const first = evenDvh("kidney", 0.4, 0.6);
const second = evenDvh("kidney", 0, 1);

test("maps of one shape add up to that shape", () => {
  const sum = sumOfDvhs([first, first]);

  for (const percent of [2, 50, 98])
    expect(doseAtVolumePercent(sum, percent)).toBeCloseTo(
      2 * doseAtVolumePercent(first, percent),
      3,
    );
  expect(sum.meanGy).toBeCloseTo(1, 12);
});

test("D_x of a sum is the sum of the D_x, and no volume is lost", () => {
  const sum = sumOfDvhs([atActivity(first, 2), atActivity(second, 3)]);

  expect(doseAtVolumePercent(sum, 10)).toBeCloseTo(2 * 0.58 + 3 * 0.9, 3);
  expect(volumeAtDoseMl(sum, 0)).toBeCloseTo(100, 9);
  expect([sum.minGy, sum.maxGy]).toEqual([0.8, 4.2]);
});
