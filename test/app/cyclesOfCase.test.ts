import { expect, test } from "vitest";
import { cyclesOfCase } from "../../src/app/cyclesOfCase";
import { sampleCase } from "../../src/app/sampleCase";
import type { CaseCycle } from "../../src/records/givenCycleSchema";
import { quietWork } from "../../src/work";

/** Of cycles without scans, which no graphics card is asked for. */
const cyclesOf = (givenCycles: readonly CaseCycle[]) =>
  cyclesOfCase(
    undefined as never,
    {
      case: { ...sampleCase(["24 h"]), givenCycles: [...givenCycles] },
      plan: { prescription: { nuclide: "Lu-177" } },
    } as never,
    () => Promise.reject(new Error("no file is read")),
    quietWork(),
  );

test("a cycle of another nuclide is refused, even where only its activity is known or its dose is a file", async () => {
  const administration = { nuclide: "Y-90", activityMBq: 3000 };
  const words =
    /^givenCycles\[1\]: administration.nuclide: expected Lu-177 as in the plan, received Y-90$/;

  await expect(cyclesOf([{ activityMBq: 7400 }, { administration }])).rejects.toThrow(words);
  await expect(
    cyclesOf([{ activityMBq: 7400 }, { administration, dose: "dose.nii.gz" }]),
  ).rejects.toThrow(words);
  const { cycles } = await cyclesOf([{ administration: { nuclide: "Lu-177", activityMBq: 7000 } }]);
  expect(cycles).toEqual([{ id: "cycle_1", activityGBq: 7, structures: [] }]);
});
