import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, describe } from "vitest";

const root = process.env.GYRE_REFERENCE ?? join(import.meta.dirname, "../../../shared/reference");

/** Reference sets live outside the project; `describe` blocks that need an absent one are skipped, and say so. */
export const describeWith = (set: string) => {
  const absent = !existsSync(join(root, set));
  if (absent) console.log(`skipped: reference data "${set}" is not here (GYRE_REFERENCE)`);
  return describe.skipIf(absent);
};

export const referencePath = (...parts: readonly string[]): string => join(root, ...parts);

/** Folder with the content of an archive of a set, removed after the tests of the file. */
export function unpacked(...archive: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "gyre-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  execFileSync("tar", ["xJf", referencePath(...archive), "-C", folder]);
  return folder;
}

/** Every file below a folder as the inventory takes them. */
export const filesBelow = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .sort()
    .map((path) => {
      const read = async () => new Uint8Array(readFileSync(path));
      return {
        path: relative(folder, path),
        size: statSync(path).size,
        read,
        readHead: async (bytes: number) => (await read()).subarray(0, bytes),
      };
    });
