import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ctBytes, labelBytes, sampleCase } from "../../src/app/sampleCase";
import {
  SAMPLE_ACTIVITY_MBQ,
  SAMPLE_CAMERA,
  SAMPLE_PATIENT,
  SAMPLE_STRUCTURES,
  SAMPLE_TIMES_H,
  trueActivityMBq,
  trueTiacH,
} from "../../src/app/samplePatient";
import {
  AS_SCANNED,
  sampleCt,
  sampleLabelOf,
  sampleLabels,
  sampleScan,
} from "../../src/app/sampleStudy";
import { readNifti } from "../../src/formats/nifti/read";
import { MM3_TO_ML } from "../../src/physics/units";
import { parseCase } from "../../src/records/caseFile";
import { totalActivityMBq } from "../../src/records/checkActivity";
import { loadStudy } from "../../src/records/loadStudy";
import { sameGrid, type Triple, toPatientMm, voxelVolumeMm3 } from "../../src/volume/grid";
import { weightedSum } from "../../src/volume/mask";
import { resampleMask } from "../../src/volume/resampleMask";
import { resolutionMm } from "../../src/volume/simulateScan";
import type { Volume } from "../../src/volume/volume";
import { quietWork } from "../../src/work";
import { forEachIndex } from "../support/shapes";

const ROOT = join(import.meta.dirname, "../..");
const bundled = (name: string) =>
  new Uint8Array(readFileSync(join(ROOT, "public/cases/dotatate", name)));
const CASE = parseCase(new TextDecoder().decode(bundled("case.json")), "case.json");
/** Of the numbers in a file, not of its packing. */
const digest = (bytes: Uint8Array, name: string) => {
  const { grid, values } = readNifti(bytes, name);
  return { grid, sha256: createHash("sha256").update(values).digest("hex") };
};
const PERFECT = { blur: false, noise: false, shifts: false };
const sum = (values: Iterable<number>) => {
  let total = 0;
  for (const value of values) total += value;
  return total;
};
const largest = (values: Float32Array) =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
const trueTotalMBq = (hours: number) => sum(trueActivityMBq(hours));

test("the bundled case file is the one the program writes", () => {
  expect(CASE).toEqual(sampleCase(["4 h", "24 h", "4 d", "7 d"]));
  expect(CASE.resolutionFwhmMm).toBeCloseTo(resolutionMm(SAMPLE_CAMERA), 1);
});

test("the bundled labels and CT are the ones the program writes", () => {
  for (const [name, bytes] of [
    ["labels.nii.gz", labelBytes()],
    ["ct_1.nii.gz", ctBytes(sampleCt(0, AS_SCANNED), "ct_1.nii.gz")],
  ] as const)
    expect(digest(bundled(name), name)).toEqual(digest(bytes, name));
});

test("the bundled scan at 7 d is the simulated one, to the step of its 16 bits", () => {
  const { grid, values } = readNifti(bundled("spect_4.nii.gz"), "spect_4.nii.gz");
  const { activity } = sampleScan(3, AS_SCANNED);
  const differences = values.map((value, i) => Math.abs(value - activity.values[i]!));

  expect(sameGrid(grid, activity.grid, 1e-3)).toBe(true);
  expect(largest(differences)).toBeLessThanOrEqual(largest(values) / 32767);
});

test("the bundled case loads without a warning and holds the true activity within 3 %", async () => {
  const study = await loadStudy(CASE, async (path) => bundled(path), quietWork());

  expect(study.warnings).toEqual([]);
  expect(study.structures.map(({ id }) => id)).toEqual([...SAMPLE_STRUCTURES]);
  expect(study.timePoints.map(({ hoursAfterAdministration: h }) => h)).toEqual([...SAMPLE_TIMES_H]);
  for (const { activity, hoursAfterAdministration } of study.timePoints) {
    const ratio = totalActivityMBq(activity) / trueTotalMBq(hoursAfterAdministration);
    expect(Math.abs(ratio - 1)).toBeLessThan(0.03);
  }
});

test("at 24 h the blur leaves 84 % of the kidneys' activity, 76 % and 66 % of the tumours', 107 % of the liver's", async () => {
  const study = await loadStudy(CASE, async (path) => bundled(path), quietWork());
  const { activity, hoursAfterAdministration } = study.timePoints[study.reference]!;
  const truth = trueActivityMBq(hoursAfterAdministration);

  const seenPercent = study.structures.map(({ id, mask }) => {
    const onScan = resampleMask(mask, activity.grid);
    const seenMBq = (weightedSum(onScan, activity.values) * voxelVolumeMm3(activity.grid)) / 1e9;
    return [id, Math.round((100 * seenMBq) / truth[SAMPLE_PATIENT.findIndex((r) => r.id === id)]!)];
  });

  expect(Object.fromEntries(seenPercent)).toMatchObject({
    kidney_left: 84,
    kidney_right: 85,
    spleen: 85,
    tumour_liver: 76,
    tumour_node: 66,
    liver: 107,
  });
});

test("without blur and noise scans hold the true activity, moved by the shift of the patient", () => {
  const [still, moved] = [false, true].map((shifts) => {
    const { activity, hoursAfterAdministration } = sampleScan(3, { ...PERFECT, shifts });
    const ratio = totalActivityMBq(activity) / trueTotalMBq(hoursAfterAdministration);
    expect(ratio).toBeCloseTo(1, 5);
    return hotCentroidMm(activity);
  }) as [Triple, Triple];

  [2.4, 3.3, 7.1].forEach((mm, c) => {
    expect(Math.abs(moved[c]! - still[c]! - mm)).toBeLessThan(0.5);
  });
});

/** Of the organs and tumours: the body itself leaves the field of view. */
function hotCentroidMm({ grid, values }: Volume<"activityBqPerMl">): Triple {
  const moments = [0, 0, 0, 0];
  forEachIndex(grid, (at, voxel) => {
    const value = values[at]!;
    if (value < 1e4) return;
    [...toPatientMm(grid, voxel), 1].forEach((x, c) => {
      moments[c]! += value * x;
    });
  });
  return [0, 1, 2].map((c) => moments[c]! / moments[3]!) as unknown as Triple;
}

test("the truth in the documentation is that of the sample patient", () => {
  const { grid, values } = sampleLabels();
  const volumeOfLabel = (label: number) =>
    values.filter((value) => value === label).length * voxelVolumeMm3(grid) * MM3_TO_ML;
  const row = (id: string, name: string, volume: string) => {
    const { share, terms } = SAMPLE_PATIENT.find((region) => region.id === id)!.kinetics;
    const slow = terms.filter(({ amplitude }) => amplitude > 0);
    const halfLives = slow
      .map(({ amplitude, effectiveHalfLifeH: h }) =>
        slow.length > 1 ? `${h} (${Math.round(100 * amplitude)} %)` : `${h}`,
      )
      .join(", ");
    const tiac = trueTiacH(id);
    return `| ${name} | ${volume} | ${Number((100 * share).toFixed(2))} | ${halfLives} | ${tiac.toFixed(4)} | ${(tiac * SAMPLE_ACTIVITY_MBQ).toFixed(1)} |`;
  };
  const rows = [
    ...SAMPLE_STRUCTURES.map((id) => row(id, id, volumeOfLabel(sampleLabelOf(id)).toFixed(1))),
    ...["lung_left", "lung_right", "bowel"].map((id) => row(id, `${id} (no structure)`, "–")),
    row("body", "rest of the body", "–"),
  ];
  const remainderH = sum(["lung_left", "lung_right", "bowel", "body"].map((id) => trueTiacH(id)));

  const text = readFileSync(join(ROOT, "docs/sample-case.md"), "utf8");
  expect(text).toContain(rows.join("\n"));
  expect(text).toContain(
    `${remainderH.toFixed(4)} h, ${(remainderH * SAMPLE_ACTIVITY_MBQ).toFixed(1)} MBq·h`,
  );
});
