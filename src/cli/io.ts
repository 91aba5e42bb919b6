import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { InputError } from "../inputError";

/** What a command may do to the outside. stdout carries the result and nothing else; everything said goes to stderr. */
export interface Io {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Throws `InputError` when the file cannot be read. */
  readonly readFile: (path: string) => Promise<Uint8Array<ArrayBuffer>>;
  /** Writes under a temporary name and renames, so that a reader never sees half a file. Makes the folders. */
  readonly writeFile: (path: string, data: Uint8Array | string) => Promise<void>;
}

/** The io of a process that stands in the user's folder. */
export const processIo: Io = {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  readFile: async (path) => {
    try {
      return new Uint8Array(await readFile(path));
    } catch (error) {
      throw new InputError(`${path}: cannot be read (${reasonOf(error)})`);
    }
  },
  writeFile: async (path, data) => {
    const target = resolve(path);
    const temporary = `${target}.${process.pid}.part`;
    try {
      await mkdir(dirname(target), { recursive: true });
      await writeFile(temporary, data);
      await rename(temporary, target);
    } catch (error) {
      throw new InputError(`${path}: cannot be written (${reasonOf(error)})`);
    }
  },
};

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "no such file or folder",
  EACCES: "no permission",
  EISDIR: "it is a folder",
  ENOTDIR: "part of the path is a file",
  ENOSPC: "the disk is full",
};

function reasonOf(error: unknown): string {
  const code = (error as { code?: unknown }).code;
  return (typeof code === "string" && (REASONS[code] ?? code)) || String(error);
}
