import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { planCommand } from "../../src/cli/planCommand";
import { quietWork } from "../../src/work";
import { smallCase } from "../support/smallCase";

/** Runs `gyre plan` on files in memory. */
async function planned(...args: readonly string[]) {
  const files: Record<string, Uint8Array | string> = { ...smallCase() };
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

test("a method that is not known is refused before anything is read", async () => {
  await expect(planned("--compare", "montecarlo")).rejects.toThrow(/received "montecarlo"/);
});

function faults(file: unknown) {
  const ajv = new Ajv2020({ allErrors: true, strictTypes: false, validateFormats: false });
  ajv.validate(JSON.parse(readFileSync("docs/schemas/plan.schema.json", "utf8")), file);
  return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
