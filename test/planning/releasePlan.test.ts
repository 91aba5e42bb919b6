import { describe, expect, test } from "vitest";
import { batemanActivity } from "../../src/physics/bateman";
import { nuclide } from "../../src/physics/nuclides";
import {
  bremsstrahlungDoseRateConstant,
  photonDoseRateConstant,
  waterTransferCm2PerG,
} from "../../src/physics/photonDoseRate";
import { pointKernel } from "../../src/physics/pointKernel";
import { HOUR_S } from "../../src/physics/units";
import { doseRateAtOneMetre, doseRateConstantOfChain } from "../../src/planning/release";
import {
  RELEASE_LIMITS,
  releaseFigures,
  releaseLimitsOf,
  USUAL_RELEASE,
} from "../../src/planning/releasePlan";

const decayPerH = (name: string) => (Math.LN2 * HOUR_S) / nuclide(name).halfLifeS;
const inBody = (name: string) => [{ amplitude: 1000, ratePerH: decayPerH(name) }];

describe("pure beta emitters", () => {
  test("0.59 ± 0.42 µSv/h per GBq were measured 1 m from patients with 90Y microspheres", () => {
    // Cournane et al., Phys Med 65 (2019) 121.
    const perGBq = doseRateAtOneMetre("Y-90", inBody("Y-90"), 0);

    expect(perGBq).toBeGreaterThan(0.59 - 0.42);
    expect(perGBq).toBeLessThan(0.59 + 0.42);
  });

  test.each(["Y-90", "Sr-89", "P-32"])(
    "water takes of what %s radiates a share between that of 30 and of 100 keV photons",
    (name) => {
      const radiatedJ = pointKernel(nuclide(name), ["bremsstrahlung"]).totalMeV * 1.602e-13 * 3.6e9;
      const constant = bremsstrahlungDoseRateConstant(nuclide(name));

      const cm2PerG = (constant * 1e-6 * 4 * Math.PI * 10) / radiatedJ;

      expect(cm2PerG).toBeGreaterThan(waterTransferCm2PerG(0.1));
      expect(cm2PerG).toBeLessThan(waterTransferCm2PerG(0.03));
    },
  );

  test("their limits of the dose rate bind by bremsstrahlung", () => {
    const wish = { ...USUAL_RELEASE, stayH: 0, limitMicroSvPerH: 20 };
    const { largestGBq } = releaseFigures("Y-90", inBody("Y-90"), wish, 3);

    expect(largestGBq).toBeCloseTo(20 / (1000 * doseRateConstantOfChain("Y-90")), 9);
  });

  test("beside the photons of 131I it is less than 1 %", () => {
    const iodine = nuclide("I-131");

    expect(bremsstrahlungDoseRateConstant(iodine) / photonDoseRateConstant(iodine)).toBeLessThan(
      0.01,
    );
  });
});

test("the dose to others is that of all decays after the release, a quarter of it", () => {
  const half = decayPerH("I-131") + Math.LN2 / 500;
  const body = [{ amplitude: 1000, ratePerH: half }];
  const wish = { stayH: 24, transmission: 0.8, limitMilliSv: 5 };
  const at24 = doseRateAtOneMetre("I-131", body, 24, 0.8) * 3;

  const figures = releaseFigures("I-131", body, wish, 3);

  expect(figures.milliSvToOthers).toBeCloseTo((0.25 * at24) / half / 1000, 9);
  expect(figures.largestGBq).toBeCloseTo((3 * 5) / figures.milliSvToOthers, 9);
  const always = releaseFigures("I-131", body, { ...wish, occupancy: 1 }, 3);
  expect(always.milliSvToOthers / figures.milliSvToOthers).toBeCloseTo(4, 9);
  expect(releaseFigures("I-131", body, wish, figures.largestGBq!).milliSvFromH).toBeCloseTo(24, 6);
});

test("33 mCi of 131I without excretion give the 5 mSv of the NRC's table, within its exposure constant", () => {
  const body = [{ amplitude: 1221, ratePerH: decayPerH("I-131") }];

  const { milliSvToOthers } = releaseFigures("I-131", body, { stayH: 0, transmission: 1 }, 1);

  expect(milliSvToOthers / 5).toBeGreaterThan(0.9);
  expect(milliSvToOthers / 5).toBeLessThan(1.1);
});

test("223Ra grown after 227Th shines with it: by Bateman's equation", () => {
  const body = inBody("Th-227");
  const hours = 20 * 24;
  const radium = 1000 * batemanActivity(nuclide("Th-227"), "Ra-223", hours * HOUR_S);

  const { grown, microSvPerH, retainedMBq } = releaseFigures(
    "Th-227",
    body,
    { stayH: hours, transmission: 1 },
    1,
  );

  expect(grown).toHaveLength(1);
  expect(grown[0]!.retainedMBq / radium).toBeCloseTo(1, 6);
  expect(
    microSvPerH /
      (retainedMBq * doseRateConstantOfChain("Th-227") +
        radium * doseRateConstantOfChain("Ra-223")),
  ).toBeCloseTo(1, 6);
  expect(releaseFigures("Ac-225", inBody("Ac-225"), USUAL_RELEASE, 1).grown).toEqual([]);
});

test("every release limit names its source; what was not read there asks to be confirmed", () => {
  const unread = RELEASE_LIMITS.filter(({ source }) => source.endsWith("; confirm"));

  expect(unread.map(({ label }) => label)).toEqual(["EU, public", "IAEA 1996", "Japan", "Germany"]);
  expect(releaseLimitsOf("Lu-177").map(({ limitMilliSv }) => limitMilliSv)).toEqual([5, 1]);
});
