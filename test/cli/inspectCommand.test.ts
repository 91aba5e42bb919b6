import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { inspectCommand } from "../../src/cli/inspectCommand";
import { processIo } from "../../src/cli/io";
import { quietWork } from "../../src/work";
import { dicomFile, ptSlice } from "../support/dicom";

const folder = mkdtempSync(join(tmpdir(), "gyre-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
mkdirSync(join(folder, "deep/scan"), { recursive: true });
for (const z of [0, 3]) writeFileSync(join(folder, `deep/scan/${z}`), dicomFile(ptSlice(z)));
writeFileSync(join(folder, "deep/.hidden"), "x");
writeFileSync(join(folder, "readme.txt"), "x");

async function inspect(...args: readonly string[]) {
  const said = { stdout: "", stderr: "" };
  const io = {
    ...processIo,
    stdout: (text: string) => {
      said.stdout += text;
    },
    stderr: (text: string) => {
      said.stderr += text;
    },
  };
  const code = await inspectCommand.run(args, io, quietWork());
  return { code, ...said };
}

describe("gyre inspect", () => {
  test("a folder of folders becomes a table of its scans", async () => {
    const { code, stdout } = await inspect(folder);

    expect(code).toBe(0);
    expect(stdout).toMatch(/scan1 +SPECT +Lu-177 +BQML +START +2\.000 .* 4×3×2 +2\.00×2\.00×3\.00/);
    expect(stdout).toContain("1 × neither DICOM nor NIfTI");
  });

  test("--json is one object of the schema, and the draft of a case names files from its own folder", async () => {
    const casePath = join(folder, "cases/one/case.json");

    const { stdout } = await inspect(join(folder, "deep"), "--json", "--case", casePath);

    expect(JSON.parse(stdout)).toMatchObject({
      schema: "gyre.inspect/1",
      scans: [{ id: "scan1" }],
    });
    const draft = JSON.parse(readFileSync(casePath, "utf8"));
    expect(draft.scans[0].image.dicom).toEqual(["../../deep/scan/0", "../../deep/scan/3"]);
    expect(draft.toConfirm.length).toBeGreaterThan(0);
  });

  test("no folder, or one that is not there, is bad input", async () => {
    await expect(inspect()).rejects.toThrow("gyre inspect: no folder");
    await expect(inspect(join(folder, "absent"))).rejects.toThrow("absent: no such file or folder");
  });
});
