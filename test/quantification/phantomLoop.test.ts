import { expect, test } from "vitest";
import { phantomLoop, TRUTH } from "../../src/cli/validate/phantomLoop";

test("a simulated phantom gives back factor, dead time and recovery within 1 %", () => {
  const { deadTime, factor, spheres, curveDifferencePercent } = phantomLoop();

  expect(Math.abs(deadTime.tauS / TRUTH.tauS - 1)).toBeLessThan(0.01);
  expect(Math.abs(factor.bqPerCountPerS / TRUTH.bqPerCountPerS - 1)).toBeLessThan(0.01);
  for (const { recovery, expected, volumeMl } of spheres)
    expect(Math.abs(recovery / expected - 1), `${volumeMl} mL`).toBeLessThan(0.01);
  expect(curveDifferencePercent).toBeLessThan(1);
});
