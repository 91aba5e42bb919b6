import { describe, expect, test } from "vitest";
import { InputError } from "../../src/inputError";
import { organActivity, placeSmallVoi } from "../../src/quantification/smallVoi";
import { type Grid, PATIENT_AXES, type Triple } from "../../src/volume/grid";
import { maskFromValues, volumeMl } from "../../src/volume/mask";
import { occupancies, type Phantom } from "../../src/volume/phantom";
import { PERFECT_CAMERA, simulateEmission } from "../../src/volume/simulateScan";

const grid: Grid = {
  size: [50, 40, 40],
  spacingMm: [4, 4, 4],
  originMm: [-98, -78, -78],
  axes: PATIENT_AXES,
};
const ball = (id: string, centreMm: Triple, r: number): Phantom[number] => ({
  id,
  name: id,
  role: "organ",
  hounsfield: 0,
  solids: [{ kind: "ellipsoid", centreMm, semiAxesMm: [r, r, r] }],
});
const phantom: Phantom = [ball("organ", [-20, 0, 0], 40), ball("hot", [40, 0, 0], 20)];
const [organ, hot] = occupancies(phantom, grid).map((f) => maskFromValues(grid, f));
const scan = simulateEmission(phantom, [100, 60], grid, { ...PERFECT_CAMERA, intrinsicFwhmMm: 10 });
const place = (ml: number, awayMm: number) =>
  placeSmallVoi(scan, { organ: organ!, others: [hot!], volumeMl: ml, awayMm });

describe("a 4 mL sphere in an organ beside a hotter one", () => {
  test("lies wholly in the organ and away from the other", () => {
    const { mask, centreMm } = place(4, 10);
    const radius = Math.cbrt((3000 * 4) / (4 * Math.PI));

    expect(Math.abs(volumeMl(mask) / 4 - 1)).toBeLessThan(0.02);
    expect(Math.hypot(centreMm[0] + 20, centreMm[1], centreMm[2]) + radius).toBeLessThan(40);
    expect(Math.hypot(centreMm[0] - 40, centreMm[1], centreMm[2]) - radius).toBeGreaterThan(30);
  });

  test("gives the organ's activity within 1 %, where the whole organ shows 10 % too little", () => {
    const { mask, bqPerMl } = place(4, 20);

    const both = organActivity(scan, organ!, mask);

    expect(Math.abs(both.smallVoiMBq / 100 - 1)).toBeLessThan(0.01);
    expect(both.wholeOrganMBq).toBeLessThan(91);
    expect(both.smallOverWhole).toBeCloseTo(both.smallVoiMBq / both.wholeOrganMBq, 12);
    expect((bqPerMl * volumeMl(organ!)) / 1e6 / both.smallVoiMBq).toBeCloseTo(1, 6);
  });

  test("too close to the other, the spill makes it too high", () => {
    expect(place(4, 0).bqPerMl).toBeGreaterThan(place(4, 20).bqPerMl);
  });
});

test("a sphere larger than the organ is refused", () => {
  expect(() => place(300, 5)).toThrow(InputError);
});
