import { expect, test } from "vitest";
import { dvhCurves } from "../../components/dvhCurves";
import type { Dvh } from "../../src/dosimetry/dvh";
import { volumeAtDosePercent } from "../../src/dosimetry/dvhMetrics";

const uniform = (name: string, maxGy: number): Dvh => ({
  structureId: name,
  name,
  quantity: "doseGyPerGBq",
  volumeMl: 8,
  binWidthGy: maxGy / 16,
  counts: new Float64Array(16).fill(0.5),
  minGy: 0,
  meanGy: maxGy / 2,
  maxGy,
});

test("a dose spread evenly from 0 to its maximum falls on a straight line", () => {
  const { doseGyPerGBq, percent } = dvhCurves([uniform("kidney", 0.8), uniform("tumour", 30)]);

  doseGyPerGBq.forEach((dose, i) => {
    expect(percent[1]![i]).toBeCloseTo(100 * (1 - dose / 30), 9);
    expect(percent[0]![i]).toBeCloseTo(100 * Math.max(0, 1 - dose / 0.8), 9);
  });
});

test("the curve is the V_x of the metrics", () => {
  const dvh = { ...uniform("kidney", 0.8), counts: Float64Array.from({ length: 16 }, (_, b) => b) };

  const { doseGyPerGBq, percent } = dvhCurves([dvh]);

  doseGyPerGBq.forEach((dose, i) => {
    expect(percent[0]![i]).toBeCloseTo(volumeAtDosePercent(dvh, dose), 9);
  });
});
