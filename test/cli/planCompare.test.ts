import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { planCommand } from "../../src/cli/planCommand";
import { readNifti } from "../../src/formats/nifti/read";
import { quietWork } from "../../src/work";
import { smallCase, smallCaseJson } from "../support/smallCase";

/** Runs `gyre plan` on files in memory. */
async function planned(...args: readonly string[]) {
  return plannedCase(smallCase(), ...args);
}

async function plannedCase(of: Record<string, Uint8Array | string>, ...args: readonly string[]) {
  const files: Record<string, Uint8Array | string> = { ...of };
  let stdout = "";
  await planCommand.run(
    ["case.json", "--out", "out", ...args],
    {
      stdout: (text) => {
        stdout += text;
      },
      stderr: () => {},
      readFile: async (path) => {
        const content = files[path.split("/").at(-1)!]!;
        return typeof content === "string" ? new TextEncoder().encode(content) : (content as never);
      },
      writeFile: async (path, content) => {
        files[path] = content;
      },
    },
    quietWork(),
  );
  return { stdout, files };
}

test("--compare writes a dose a method, a table and what plan.json's schema says", async () => {
  const { stdout, files } = await planned("--compare", "local,massPathKernel");

  const file = JSON.parse(files["out/plan.json"] as string);
  expect(Object.keys(files)).toEqual(
    expect.arrayContaining([
      "out/dose.nii.gz",
      "out/dose_local.nii.gz",
      "out/dose_massPathKernel.nii.gz",
    ]),
  );
  expect(files["out/uncertainty.csv"]).toMatch(/\nkidney,mean_dose,calibration,5,/);
  expect(stdout).toMatch(/\nkidney +1 +717 +717 +12\.9 +12\.9 +1\.00/);
  expect(stdout).toMatch(/Kidney +local +\S+ +-?\d+\.\d/);
  expect(file.methodComparison.map(({ method }: { method: string }) => method)).toEqual([
    "local",
    "massPathKernel",
  ]);
  const [{ structures }] = file.methodComparison;
  const kidney = file.structures.find(({ id }: { id: string }) => id === "kidney");
  expect(structures[0].meanGyPerGBq / kidney.meanGyPerGBq).toBeCloseTo(
    1 + structures[0].meanDifferencePercent / 100,
    9,
  );
  expect(faults(file)).toEqual([]);
});

test("--maps writes half-life, decays, error and status of every voxel; kinetics by structure refuse it", async () => {
  const json = smallCaseJson();
  const overVoxels = { ...json, kinetics: { ...json.kinetics, over: "voxels" } };
  const { stdout, files } = await plannedCase(
    { ...smallCase(), "case.json": JSON.stringify(overVoxels) },
    "--maps",
  );
  const map = (name: string) =>
    readNifti(files[`out/voxel_${name}.nii.gz`] as Uint8Array<ArrayBuffer>, name).values;
  const kidney = 4 + 16 * (7 + 16 * 7);

  expect(map("half_life_h")[kidney]).toBeCloseTo(50, 1);
  // 1 MBq/mL at half-life 50 h.
  expect(map("tia_bq_h_per_ml")[kidney]! / (1e6 * (50 / Math.LN2))).toBeCloseTo(1, 3);
  expect(map("tia_error_percent")[kidney]).toBeLessThan(0.1);
  expect(map("fit_status")[kidney]).toBe(1);
  const file = JSON.parse(files["out/plan.json"] as string);
  expect(file.voxelKinetics.regions[0].statistics.medianHalfLifeH).toBeCloseTo(50, 1);
  const { regions, all } = file.voxelKinetics;
  expect(regions[0].settings.phases).toBe(1);
  const sum = (of: (region: (typeof regions)[0]) => number) =>
    regions.reduce((total: number, region: (typeof regions)[0]) => total + of(region), 0);
  expect(all.voxels).toBe(sum(({ statistics }) => statistics.voxels));
  expect(all.voxelsTiacH).toBeCloseTo(
    sum(({ voxelsTiacH }) => voxelsTiacH),
    9,
  );
  const kidneyRow = stdout.split("\n").find((line) => /^Kidney +\d+ .*\d\.\d$/.test(line))!;
  expect(stdout).toMatch(
    /voxels of +number .*fitted % .*T_eff h +error % +h by voxels +h by structure +difference %/,
  );
  expect(kidneyRow).toMatch(/ 100\.0 .* 50\.0 /);
  expect(stdout).toMatch(/\nall +\d+ /);
  expect(faults(file)).toEqual([]);
  await expect(planned("--maps")).rejects.toThrow(/kinetics over voxels/);
});

test("a method that is not known is refused before anything is read", async () => {
  await expect(planned("--compare", "montecarlo")).rejects.toThrow(/received "montecarlo"/);
});

function faults(file: unknown) {
  const ajv = new Ajv2020({ allErrors: true, strictTypes: false, validateFormats: false });
  ajv.validate(JSON.parse(readFileSync("docs/schemas/plan.schema.json", "utf8")), file);
  return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
