import { expect, test } from "vitest";
import { cyclePrescription } from "../../src/app/cyclePrescription";
import { areSolved, withMeasuredShares } from "../../src/app/measuredShares";
import { prescriptionOf } from "../../src/app/prescriptionOf";
import { sampleCase } from "../../src/app/sampleCase";

test("a cycle takes the shares of daughters that the plan's measurements fixed, and is not fitted to these", () => {
  const data = sampleCase(["24 h"]);
  const measured = { activityMBq: 0.9, atH: 24, administeredMBq: 8 };
  const planned = {
    ...prescriptionOf(data),
    daughters: {
      "Bi-213": {
        stayingShare: 0.7,
        restTo: "liver",
        regions: { kidney: { stayingShare: 0.4, measured }, liver: { measured } },
        source: "probe",
      },
    },
  };

  const { daughters } = cyclePrescription({ prescription: planned, regions: [] }, data);

  expect(daughters).toEqual({
    "Bi-213": {
      stayingShare: 0.7,
      restTo: "liver",
      regions: { kidney: { stayingShare: 0.4 }, liver: {} },
      source: "probe",
    },
  });
  expect(areSolved(daughters!)).toBe(true);
  expect(withMeasuredShares("Ac-225", daughters!, [])).toEqual(daughters);
});
