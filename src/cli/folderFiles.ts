import { open, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { InputError } from "../inputError";
import type { InputFile } from "../records/inputFiles";

/** Every file below folders (or the files themselves), hidden ones left out, in a fixed order. Throws `InputError` for a path that is not there. */
export async function folderFiles(paths: readonly string[]): Promise<InputFile[]> {
  const found: string[] = [];
  for (const path of paths) found.push(...(await filesOf(path)));
  return [...new Set(found)].sort().map((path) => ({
    path,
    read: async () => new Uint8Array(await readFile(path)),
    readHead: (bytes) => readHead(path, bytes),
  }));
}

async function filesOf(path: string): Promise<string[]> {
  const about = await stat(path).catch(() => {
    throw new InputError(`${path}: no such file or folder`);
  });
  if (about.isFile()) return [path];
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  return entries
    .map((entry) => ({ entry, full: join(entry.parentPath, entry.name) }))
    .filter(({ entry }) => entry.isFile() && !entry.name.startsWith("."))
    .map(({ full }) => full);
}

async function readHead(path: string, bytes: number): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const head = new Uint8Array(bytes);
    const { bytesRead } = await file.read(head, 0, bytes, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
