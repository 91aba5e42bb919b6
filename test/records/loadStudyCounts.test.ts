import { describe, expect, test } from "vitest";
import { nuclide } from "../../src/physics/nuclides";
import type { Case } from "../../src/records/caseSchema";
import { type Edit, FILES, load, message, nifti, SPECT } from "../support/twoScans";

describe("scans in counts", () => {
  const setting = (id: string, more = {}) => ({
    id,
    name: id,
    nuclide: "Lu-177",
    collimator: "MEHR",
    reconstruction: "OSEM",
    measuredOn: "2026-02-03",
    factor: { bqPerCountPerS: 1e5, method: "phantom", note: "" },
    ...more,
  });
  const withCameras = (...settings: object[]) => ({
    ...FILES,
    "camera.json": new TextEncoder().encode(JSON.stringify({ schema: "gyre.camera/1", settings })),
    "s1.nii": nifti(SPECT, () => 4000),
  });
  const inCounts =
    (acquisition: object, more: Partial<Case> = { camera: "camera.json" }): Edit =>
    (data) => {
      Object.assign(data.scans[0]!, {
        image: { nifti: "s1.nii", unit: "counts", acquisition },
      });
      Object.assign(data, more);
    };

  test("become Bq/mL at the start of the scan by the factor of the case's camera", async () => {
    const study = await load(inCounts({ durationS: 1000 }), withCameras(setting("a")));

    // 4000 counts in 1000 s and 1 mL, 1e5 Bq a count/s: 0.4 MBq/mL; 0.06 % decays in half of 1000 s.
    const [first] = study.timePoints[0]!.activity.values;
    expect(first! / 4e5).toBeCloseTo(1 + (Math.LN2 * 500) / nuclide("Lu-177").halfLifeS, 6);
    expect(study.camera?.id).toBe("a");
  });

  test("are corrected for dead time where the rate is stated, and a note says where not", async () => {
    const files = withCameras(setting("a", { deadTimeS: 1e-6 }));
    const without = await load(inCounts({ durationS: 1000 }), files);

    const study = await load(inCounts({ durationS: 1000, observedPerS: 9e4 }), files);

    // observed = n e^(−n τ): 9e4 counts/s are 9.9e4 true ones.
    const gain =
      study.timePoints[0]!.activity.values[0]! / without.timePoints[0]!.activity.values[0]!;
    expect(9e4 * gain * Math.exp(-9e4 * gain * 1e-6)).toBeCloseTo(9e4, 0);
    expect(without.warnings).toEqual([
      "s1.nii: the rate of the whole detector is not stated; dead time was not undone.",
    ]);
  });

  test.each<[string, RegExp, Edit, object[]]>([
    ["no camera", /expected a camera/, inCounts({ durationS: 9 }, {}), []],
    [
      "another nuclide",
      /one setting for Lu-177, received a \(Y-90\)/,
      inCounts({ durationS: 9 }),
      [setting("a", { nuclide: "Y-90" })],
    ],
    ["two settings", /cameraSetting/, inCounts({ durationS: 9 }), [setting("a"), setting("b")]],
    [
      "a rate without dead time",
      /has none/,
      inCounts({ durationS: 9, observedPerS: 1 }),
      [setting("a")],
    ],
  ])("are refused with %s", async (_, reason, edit, settings) => {
    expect(await message(edit, withCameras(...settings))).toMatch(reason);
  });
});
