import { describe, expect, test } from "vitest";
import { nuclide } from "../../src/physics/nuclides";
import { photonDoseRateConstant, waterTransferCm2PerG } from "../../src/physics/photonDoseRate";
import { largestActivity } from "../../src/planning/largestActivity";
import { protocol } from "../../src/planning/protocols";
import {
  activityFromUptakeIntegralMBq,
  activityFromUptakeMBq,
  bloodDoseGyPerGBq,
  secondMibgActivityGBq,
  THYROID_GY_G_PER_MBQ_D,
  thyroidDoseGy,
} from "../../src/planning/radioiodine";
import {
  doseRateAtOneMetre,
  retainedMBq,
  timeToDoseRateH,
  timeToRetainedH,
} from "../../src/planning/release";

describe("131I in thyroid carcinoma", () => {
  const bloodGyPerGBq = bloodDoseGyPerGBq(8e-4, 17.3, 70);
  const { limits } = protocol("i131-thyroid-carcinoma");

  test("70 kg, 17.3 h in the whole body and 8e-4 h in a mL of blood give 0.1055 Gy/GBq", () => {
    expect(bloodGyPerGBq).toBeCloseTo(0.1055, 4);
  });

  test("2 Gy to the blood allow 18.95 GBq", () => {
    const { activityGBq, binding, notHeld } = largestActivity({
      structures: [],
      measured: { bloodGyPerGBq },
      limits,
      cycles: 1,
    });

    expect(activityGBq).toBeCloseTo(18.95, 2);
    expect(binding!.limit.id).toBe("blood-2");
    expect(notHeld.map(({ limit }) => limit.id)).toEqual([
      "retention-48h-4.44",
      "retention-48h-2.96",
    ]);
  });

  test("a third retained at 48 h binds before the blood, harder with diffuse lung metastases", () => {
    const { perLimit } = largestActivity({
      structures: [],
      measured: { bloodGyPerGBq, retention: [{ atH: 48, fraction: 1 / 3 }] },
      limits,
      cycles: 1,
    });

    expect(perLimit.map(({ activityGBq }) => Number(activityGBq!.toFixed(2)))).toEqual([
      8.88, 13.32, 18.95,
    ]);
  });
});

describe("benign thyroid disease", () => {
  test("the formula of largest uptake is that of the integral U·T/ln 2", () => {
    const integral = (50 * 6) / Math.LN2;

    expect(
      activityFromUptakeMBq(25, 200, 50, 6) / activityFromUptakeIntegralMBq(25, 200, integral),
    ).toBeCloseTo(1, 2);
  });

  test("its constant is 0.203 MeV a decay", () => {
    const grayPerMeVPerGram = 1.602176634e-10;

    expect(THYROID_GY_G_PER_MBQ_D / (1e6 * 86400 * grayPerMeVPerGram)).toBeCloseTo(0.203, 3);
  });

  test("the activity gives its dose back", () => {
    const activity = activityFromUptakeIntegralMBq(30, 300, 400);

    expect(thyroidDoseGy(activity, 30, 400)).toBeCloseTo(300, 9);
  });
});

describe("131I-mIBG in two administrations", () => {
  test("1.6 Gy from 8.88 GBq leave 13.32 GBq for 4 Gy in all", () => {
    const second = secondMibgActivityGBq({ firstActivityGBq: 8.88, firstWholeBodyGy: 1.6 });

    expect(second).toBeCloseTo(13.32, 9);
  });

  test("a first dose beyond the limit leaves nothing, and none at all is refused", () => {
    expect(secondMibgActivityGBq({ firstActivityGBq: 8, firstWholeBodyGy: 4.5 })).toBe(0);
    expect(() => secondMibgActivityGBq({ firstActivityGBq: 8, firstWholeBodyGy: 0 })).toThrow(
      "received 8 GBq and 0 Gy",
    );
  });
});

describe("release", () => {
  const retention = [
    { amplitude: 5000, ratePerH: Math.LN2 / 12 },
    { amplitude: 400, ratePerH: Math.LN2 / 150 },
  ];

  test.each([
    ["I-131", 0.0521],
    ["Lu-177", 0.00429],
  ])(
    "the air kerma constant of %s times 1.11 is its dose rate constant, within 10 %%",
    (name, air) => {
      // Smith, Stabin, Health Phys 102 (2012) 271, as air kerma.
      const ratio = photonDoseRateConstant(nuclide(name)) / (1.11 * air);

      expect(Math.abs(ratio - 1)).toBeLessThan(0.1);
    },
  );

  test.each([
    [0.208, 0.02988],
    [0.364, 0.0325],
  ])("water absorbs %f MeV photons with %f cm²/g", (energyMeV, cm2PerG) => {
    expect(waterTransferCm2PerG(energyMeV) / cm2PerG).toBeCloseTo(1, 1.7);
  });

  test("the time to a limit is when the curve passes it", () => {
    const timeH = timeToRetainedH(retention, 400)!;

    expect(retainedMBq(retention, timeH)).toBeCloseTo(400, 6);
    expect(timeToRetainedH(retention, 6000)).toBe(0);
    expect(timeToRetainedH([{ amplitude: 10, ratePerH: 0 }], 5)).toBeUndefined();
  });

  test("the time to a dose rate is when the dose rate at 1 m passes it", () => {
    const timeH = timeToDoseRateH("I-131", retention, 20, 0.7)!;

    expect(doseRateAtOneMetre("I-131", retention, timeH, 0.7)).toBeCloseTo(20, 9);
  });
});
