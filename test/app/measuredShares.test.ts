import { describe, expect, test } from "vitest";
import {
  type CurveRegion,
  daughterActivityMBq,
  withMeasuredShares,
} from "../../src/app/measuredShares";
import { chainGroups } from "../../src/physics/chainGroups";
import type { DaughterFates } from "../../src/physics/daughterFate";
import { nuclide } from "../../src/physics/nuclides";
import { HOUR_S } from "../../src/physics/units";

/** 100 MBq administered; the kidney holds 4 MBq·e^(−0.02t), the tumour 10 MBq·e^(−0.01t). */
const regions = [
  ["kidney", 4, 0.02],
  ["tumour", 10, 0.01],
].map(([structureId, amplitudeMBq, ratePerH]) => ({
  structureId,
  name: structureId,
  tiacH: (amplitudeMBq as number) / (ratePerH as number) / 100,
  fit: {
    model: "monoExponential",
    tiaMBqH: (amplitudeMBq as number) / (ratePerH as number),
    terms: [{ amplitudeMBq, ratePerH }],
  },
})) as unknown as CurveRegion[];

const groups = chainGroups(nuclide("Ac-225"));
const at24 = { atH: 24, administeredMBq: 100 };
const inKidney = (name: string, fates: DaughterFates) =>
  daughterActivityMBq({ groups, fates, regions }, name, "kidney", at24);

describe("Bi-213 of Ac-225, measured in the kidney at 24 h", () => {
  const formed = inKidney("Bi-213", {});

  test("stands at λ_d/(λ_d − λ) of what its parents there form, where all stay", () => {
    const decay = (name: string) => (Math.LN2 * HOUR_S) / nuclide(name).halfLifeS;
    const growth = (rate: number) => rate / (rate - 0.02);
    const parent = 4 * Math.exp(-0.02 * 24);

    expect(formed / (parent * growth(decay("Fr-221")) * growth(decay("Bi-213")))).toBeCloseTo(1, 6);
  });

  test("six tenths of that mean that 60 % stay, and the dose then counts them", () => {
    const measured = { activityMBq: 0.6 * formed, ...at24 };

    const { "Bi-213": fate } = withMeasuredShares(
      "Ac-225",
      { "Bi-213": { regions: { kidney: { measured } } } },
      regions,
    );

    expect(fate!.regions!.kidney!.stayingShare).toBeCloseTo(0.6, 9);
    expect(fate!.stayingShare).toBeUndefined();
    expect(inKidney("Bi-213", { "Bi-213": fate! })).toBeCloseTo(measured.activityMBq, 9);
  });

  test("more than that comes from elsewhere: where the rest goes to the kidney, it fixes what the tumour keeps", () => {
    const fates = { "Bi-213": { restTo: "kidney", stayingShare: 0.7 } };
    const measured = { activityMBq: inKidney("Bi-213", fates), ...at24 };

    const { "Bi-213": fate } = withMeasuredShares(
      "Ac-225",
      { "Bi-213": { restTo: "kidney", regions: { kidney: { measured } } } },
      regions,
    );

    expect(measured.activityMBq).toBeGreaterThan(1.5 * formed);
    expect(fate!.stayingShare).toBeCloseTo(0.7, 9);
  });

  test("a francium that was measured goes before: bismuth is formed of what stays of it", () => {
    const francium = { activityMBq: 0.5 * inKidney("Fr-221", {}), ...at24 };
    const bismuth = { activityMBq: 0.4 * formed, ...at24 };

    const fates = withMeasuredShares(
      "Ac-225",
      {
        "Bi-213": { regions: { kidney: { measured: bismuth } } },
        "Fr-221": { regions: { kidney: { measured: francium } } },
      },
      regions,
    );

    expect(fates["Fr-221"]!.regions!.kidney!.stayingShare).toBeCloseTo(0.5, 9);
    expect(fates["Bi-213"]!.regions!.kidney!.stayingShare).toBeCloseTo(0.8, 6);
  });

  test("an activity that no share gives is refused with the possible range", () => {
    const measured = { activityMBq: 5, ...at24 };
    const ask = () =>
      withMeasuredShares("Ac-225", { "Bi-213": { regions: { kidney: { measured } } } }, regions);

    expect(ask).toThrow(
      "daughters: Bi-213 in kidney: measured: expected 0 to 2.54 MBq at 24 h, received 5 MBq",
    );
  });

  test("a trapezoid has no curve from the start", () => {
    const measured = { activityMBq: 1, ...at24 };
    const ask = () =>
      withMeasuredShares(
        "Ac-225",
        { "Bi-213": { regions: { kidney: { measured } } } },
        regions.map((region) => ({
          ...region,
          fit: { ...region.fit, model: "trapezoid" as const },
        })),
      );

    expect(ask).toThrow("expected a model of exponentials, received a trapezoid");
  });
});
