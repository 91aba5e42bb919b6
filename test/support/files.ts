import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll } from "vitest";

/** Folder with the content of a tar.xz archive, removed after the tests of the file. */
export function unpacked(archive: string): string {
  const folder = mkdtempSync(join(tmpdir(), "gyre-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  execFileSync("tar", ["xJf", archive, "-C", folder]);
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
      const readHead = async (bytes: number) => (await read()).subarray(0, bytes);
      return { path: relative(folder, path), read, readHead };
    });
