import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { version } from "../../package.json";
import { COMMANDS } from "../../src/cli/commands";
import { readNifti } from "../../src/formats/nifti/read";
import { folderOf, gyre } from "../support/cli";
import { pointSource, smallCase, smallVolume } from "../support/smallCase";

const folder = folderOf({ ...smallCase(), "decays.nii.gz": pointSource(1e9) });
const DOSE = ["dose", "--decays", "decays.nii.gz", "--nuclide", "Lu-177"];

test("every command explains itself on stdout and says nothing else", async () => {
  const overview = await gyre(["--help"]);
  expect(overview).toMatchObject({ code: 0, stderr: "" });

  for (const { name } of COMMANDS) {
    const { code, stdout, stderr } = await gyre([name, "--help"]);
    expect({ name, code, stderr }).toEqual({ name, code: 0, stderr: "" });
    expect(stdout).toContain(`gyre ${name}`);
    expect(stdout).toContain("not a medical device");
    expect(overview.stdout).toContain(`  ${name}`);
  }
});

test("--version prints the version of package.json", async () => {
  expect(await gyre(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
});

test("no command, an unknown one and an unknown option leave stdout empty and end in 2", async () => {
  const wrong = [[], ["dosis"], ...COMMANDS.map(({ name }) => [name, "--surprise"])];
  for (const args of wrong) {
    const { code, stdout, stderr } = await gyre(args);
    expect({ args, code, stdout }).toEqual({ args, code: 2, stdout: "" });
    expect(stderr).toMatch(/--help/);
  }
});

test("stdout is the result alone; progress is JSON lines on stderr that only rise", async () => {
  const { code, stdout, stderr } = await gyre(["plan", "case.json", "--out", "planned", "--json"], {
    cwd: folder,
  });

  expect(code).toBe(0);
  expect(stdout.split("\n")).toHaveLength(2);
  expect(JSON.parse(stdout).patient).toBe("Sixteen cubed");
  const progress = stderr
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as { step: string; fraction: number });
  expect(progress.length).toBeGreaterThan(2);
  const fractions = progress.map(({ fraction }) => fraction);
  expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  expect(Math.max(...fractions)).toBeLessThanOrEqual(1);
});

test("paths are those of the folder in which the user stands, under npm and without it", async () => {
  const deeper = join(folder, "deeper");
  mkdirSync(deeper, { recursive: true });
  const args = ["dose", "--decays", "../decays.nii.gz", "--nuclide", "Y-90"];

  const direct = await gyre([...args, "--out", "direct.nii.gz"], { cwd: deeper });
  const throughNpm = await gyre([...args, "--out", "npm.nii.gz"], {
    script: true,
    env: { INIT_CWD: deeper },
  });

  expect(direct.code).toBe(0);
  expect(throughNpm.code).toBe(0);
  expect(readFileSync(join(deeper, "direct.nii.gz"))).toEqual(
    readFileSync(join(deeper, "npm.nii.gz")),
  );
});

test("without an adapter a command that computes ends in 4 and says what to install", async () => {
  const icd = join(folder, "no_driver.json");
  writeFileSync(icd, JSON.stringify({ file_format_version: "1.0.0" }));
  const env = { VK_DRIVER_FILES: icd };

  for (const args of [
    [...DOSE, "--out", "never.nii.gz"],
    ["plan", "case.json", "--out", "never"],
  ]) {
    const { code, stdout, stderr } = await gyre(args, { cwd: folder, env });
    expect({ code, stdout }).toEqual({ code: 4, stdout: "" });
    expect(stderr).toContain("WebGPU found no graphics adapter");
    expect(stderr).toContain("mesa-vulkan-drivers");
  }
});

test("a result of more than 1 MB arrives whole through a pipe", async () => {
  const args = ["kernel", "--nuclide", "Lu-177", "--voxel", "2x2x2", "--half", "40"];

  const { code, stdout } = await gyre(args);

  expect(code).toBe(0);
  expect(stdout.length).toBeGreaterThan(1e6);
  const rows = stdout.trim().split("\n");
  expect(rows.filter((row) => !row.startsWith("#"))).toHaveLength(1 + 41 ** 3);
  expect(rows.at(-1)).toMatch(/^40,40,40,\d\.\d+e-\d+$/);
});

test("twenty runs in a row, with garbage collection at every turn, all end well and give the same dose", async () => {
  const doses = new Set<string>();
  for (let run = 0; run < 20; run++) {
    const out = `dose_${run}.nii.gz`;
    const { code, stdout } = await gyre([...DOSE, "--out", out, "--json"], {
      cwd: folder,
      node: ["--expose-gc", "--gc-interval=500"],
    });
    expect({ run, code }).toEqual({ run, code: 0 });
    expect(Math.abs(JSON.parse(stdout).energyBalance.differencePercent)).toBeLessThan(0.5);
    doses.add(Buffer.from(readFileSync(join(folder, out))).toString("base64"));
  }

  expect(doses.size).toBe(1);
  const { values } = readNifti(readFileSync(join(folder, "dose_0.nii.gz")), "dose_0.nii.gz");
  expect(values.every(Number.isFinite)).toBe(true);
}, 180_000);

test("an empty distribution of decays gives no dose and no energy", async () => {
  writeFileSync(
    join(folder, "none.nii.gz"),
    smallVolume(() => 0),
  );
  const args = [
    "dose",
    "--decays",
    "none.nii.gz",
    "--nuclide",
    "Lu-177",
    "--out",
    "none_dose.nii.gz",
  ];

  const { code, stdout } = await gyre([...args, "--json"], { cwd: folder });

  expect(code).toBe(0);
  expect(JSON.parse(stdout).energyBalance).toMatchObject({ emittedJ: 0, absorbedJ: 0 });
});
