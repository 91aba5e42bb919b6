import { expect, test } from "vitest";
import { batemanActivity } from "../../src/physics/bateman";
import { chainGroups } from "../../src/physics/chainGroups";
import { leadActivities, valueAt } from "../../src/physics/daughterActivity";
import { leadsByPlace } from "../../src/physics/daughterFate";
import { nuclide } from "../../src/physics/nuclides";
import { HOUR_S } from "../../src/physics/units";

const fates = {
  "Fr-221": { stayingShare: 0.8, regions: { kidney: { stayingShare: 0.5 } } },
  "Bi-213": {
    restTo: "kidney",
    biologicalHalfLifeH: 2,
    regions: { tumour: { stayingShare: 0.3 } },
  },
};
const groups = chainGroups(nuclide("Ac-225"));

test("over all time every place has the decays that leadsByPlace counts", () => {
  const places = [
    { structureId: "kidney", terms: [{ amplitude: 4, ratePerH: 0.02 }] },
    {
      structureId: "tumour",
      terms: [
        { amplitude: 10, ratePerH: 0.01 },
        { amplitude: -10, ratePerH: 0.4 },
      ],
    },
  ];
  const integral = (terms: readonly { amplitude: number; ratePerH: number }[]) =>
    terms.reduce((sum, { amplitude, ratePerH }) => sum + amplitude / ratePerH, 0);
  const leads = leadsByPlace(groups, fates, ["kidney", "tumour"]);

  const activities = leadActivities(groups, fates, places);

  for (const g of groups.keys())
    for (const p of places.keys())
      expect(
        integral(activities[g]![p]!) /
          places.reduce((sum, { terms }, s) => sum + leads[g]![p]![s]! * integral(terms), 0),
      ).toBeCloseTo(1, 9);
});

test("what decays in place has the activity of Bateman's equation", () => {
  const parent = nuclide("Th-227");
  const terms = [{ amplitude: 1, ratePerH: (Math.LN2 * HOUR_S) / parent.halfLifeS }];
  const [, radium] = leadActivities(chainGroups(parent), {}, [{ structureId: "lesion", terms }]);

  for (const hours of [1, 100, 1000])
    expect(valueAt(radium![0]!, hours)).toBeCloseTo(
      batemanActivity(parent, "Ra-223", hours * HOUR_S),
      9,
    );
});
