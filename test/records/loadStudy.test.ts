import { describe, expect, test } from "vitest";
import { nuclide } from "../../src/physics/nuclides";
import { HOUR_S } from "../../src/physics/units";
import { totalActivityMBq } from "../../src/records/checkActivity";
import { loadStudy } from "../../src/records/loadStudy";
import { occupiedVoxels, volumeMl } from "../../src/volume/mask";
import { quietWork } from "../../src/work";
import {
  BQ_PER_ML,
  CASE,
  CT,
  type Edit,
  FILES,
  load,
  message,
  nifti,
  readFrom,
  SPECT,
} from "../support/twoScans";

test("scans, CT and structures come with units, times and names", async () => {
  const study = await load();

  expect(study.administration.nuclide).toBe("Lu-177");
  expect(study.timePoints.map(({ nuclide }) => nuclide)).toEqual(["Lu-177", "Lu-177"]);
  expect(study.timePoints.map(({ hoursAfterAdministration: h }) => h)).toEqual([24, 96]);
  expect(study.timePoints.map(({ activity }) => totalActivityMBq(activity))).toEqual([480, 240]);
  expect(study.timePoints[0]!.anatomy?.volume.values[0]).toBe(40);
  expect(study.timePoints[1]!.anatomy).toBeUndefined();
  expect(study.reference).toBe(0);
  expect(study.warnings).toEqual([]);
});

test("structures keep the finer grid they were drawn on", async () => {
  const { structures } = await load();

  expect(structures.map(({ id, source }) => [id, source])).toEqual([
    ["left", "labels.nii, label 7"],
    ["rim", "labels.nii, label 9"],
  ]);
  expect(structures.map(({ mask }) => occupiedVoxels(mask))).toEqual([9 * 16 * 12, 16 * 12]);
  expect(volumeMl(structures[1]!.mask)).toBeCloseTo(24, 9);
});

test("kBq/mL are brought to Bq/mL, values corrected to the administration back to the scan", async () => {
  const files = { ...FILES, "s1.nii": nifti(SPECT, () => 2000) };

  const study = await load(({ scans }) => {
    Object.assign(scans[0]!.image, { unit: "kBq/mL", decayCorrectedTo: "administration" });
    scans[0]!.hoursAfterAdministration = nuclide("Lu-177").halfLifeS / HOUR_S;
    scans[1]!.hoursAfterAdministration = 200;
  }, files);

  // One half-life later half is left of 960 MBq.
  expect(totalActivityMBq(study.timePoints[0]!.activity)).toBeCloseTo(480, 1);
});

test("clock times count through a change of offset", async () => {
  const study = await load((data) => {
    data.administration.at = "2026-03-28T12:00:00+01:00";
    delete data.scans[0]!.hoursAfterAdministration;
    data.scans[0]!.acquired = "2026-03-29T13:00:00+02:00";
  });

  expect(study.timePoints[0]!.hoursAfterAdministration).toBe(24);
});

test("a TotalSegmentator file gives the organs that are in it", async () => {
  const { structures } = await load((data) => {
    Object.assign(data.structures[0]!, { names: "TotalSegmentator 2 total" });
  });

  expect(structures.map(({ id }) => id)).toEqual(["pancreas", "adrenal_gland_left"]);
});

describe("warned of:", () => {
  test("slightly more activity than decay leaves", async () => {
    const { warnings } = await load((data) => {
      data.administration.activityMBq = 500;
    });

    expect(warnings).toEqual([
      "scan s1: holds 480.0 MBq at 24 h, where decay alone leaves 450.5 MBq of what was given.",
    ]);
  });

  test("a thousandth of the activity that could be there", async () => {
    const { warnings } = await load(undefined, { ...FILES, "s1.nii": nifti(SPECT, () => 1e3) });

    expect(warnings).toEqual([expect.stringMatching(/check the unit of the values/)]);
  });

  test("voxels below zero", async () => {
    const { warnings } = await load(undefined, {
      ...FILES,
      "s1.nii": nifti(SPECT, (x) => (x < -40 ? -2e5 : BQ_PER_ML)),
    });

    expect(warnings).toEqual([
      "scan s1: 48 voxels are below zero, together 2.2 % of the activity.",
    ]);
  });

  test("a scan after ten half-lives", async () => {
    const { warnings } = await load(
      (data) => {
        data.scans[1]!.hoursAfterAdministration = 1700;
      },
      { ...FILES, "s2.nii": nifti(SPECT, () => 900) },
    );

    expect(warnings[0]).toMatch(/^scan s2: holds .*: 10\.7 half-lives after .* leave it out\.$/);
  });

  test("a choice of kinetics for a region that is none", async () => {
    const { warnings } = await load((data) => {
      data.kinetics.perStructure = { lefft: "monoExponential", remainder: "biExponential" };
    });

    expect(warnings).toEqual([
      'kinetics.perStructure: "lefft" is no region of the case and changes nothing; expected left, rim, remainder.',
    ]);
  });

  test("the scan of a daughter, which stands for its parent", async () => {
    const { warnings } = await load((data) => {
      data.administration.nuclide = "Ac-225";
      for (const scan of data.scans) scan.nuclide = "Fr-221";
    });

    expect(warnings[0]).toBe(
      "s1, s2: the camera saw Fr-221, and Ac-225 was given; its activity is taken for that of Ac-225.",
    );
  });
});

describe("refused:", () => {
  test.each<[string, string, Edit]>([
    [
      "more activity than was given",
      "scan s1: holds 480.0 MBq at 24 h, where decay alone leaves 90.10 MBq of what was given; check",
      (data) => {
        data.administration.activityMBq = 100;
      },
    ],
    [
      "a scan of what cannot be in the patient",
      "scan s2: expected a scan of Lu-177, which was given, or of what it decays to; received In-111. Of a tracer",
      ({ scans }) => {
        scans[1]!.nuclide = "In-111";
      },
    ],
    [
      "times out of order",
      "scans[1]: at 20 h; expected a time after the scan before it (24 h)",
      ({ scans }) => {
        scans[1]!.hoursAfterAdministration = 20;
      },
    ],
    [
      "an empty structure",
      "labels.nii: label 8 (left half) has no voxel",
      ({ structures }) => {
        Object.assign(structures[0]!, {
          names: { "8": { id: "l", name: "left half", role: "organ" } },
        });
      },
    ],
    [
      "a label map without the label",
      "s1.nii: label 7 (left half) has no voxel",
      ({ structures }) => {
        Object.assign(structures[0]!, { labels: "s1.nii" });
      },
    ],
    [
      "structures of a scan that will be moved",
      "structures[0]: drawn on s2; expected the reference scan s1",
      ({ structures }) => {
        structures[0]!.onScan = "s2";
      },
    ],
    [
      "the same structure from two files",
      'structures: two have the id "pancreas"',
      ({ structures }) => {
        const all = {
          labels: "labels.nii",
          onScan: "s1",
          names: "TotalSegmentator 2 total" as const,
        };
        structures.splice(0, 1, all, all);
      },
    ],
    [
      "a nuclide without facts",
      'nuclide "Xx-1" is not known',
      ({ scans }) => {
        scans[0]!.nuclide = "Xx-1";
      },
    ],
  ])("%s", async (_, expected, edit) => {
    expect(await message(edit)).toContain(`InputError: ${expected}`);
  });

  test("labels that are no whole numbers", async () => {
    const files = { ...FILES, "labels.nii": nifti(CT, () => 0.5) };

    expect(await message(() => {}, files)).toContain("labels.nii: holds the value 0.5");
  });

  test("a scan without activity", async () => {
    const files = { ...FILES, "s1.nii": nifti(SPECT, () => 0) };

    expect(await message(() => {}, files)).toContain("scan s1: holds 0.00 MBq; expected activity");
  });
});

test("a cancelled reading stops", async () => {
  const controller = new AbortController();
  controller.abort(new Error("cancelled"));
  const work = { ...quietWork(), signal: controller.signal };

  await expect(loadStudy(CASE, readFrom(FILES), work)).rejects.toThrow("cancelled");
});
