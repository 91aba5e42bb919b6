import type { Io } from "../../src/cli/io";
import { InputError } from "../../src/inputError";

/** An io whose files are in memory; what a command writes can be read from `files`. */
export function memoryIo(given: Readonly<Record<string, Uint8Array | string>>) {
  const bytesOf = (data: Uint8Array | string) =>
    new Uint8Array(typeof data === "string" ? new TextEncoder().encode(data) : data);
  const files = new Map(Object.entries(given).map(([path, data]) => [path, bytesOf(data)]));
  let [stdout, stderr] = ["", ""];
  const io: Io = {
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    readFile: async (path) => {
      const data = files.get(path);
      if (!data) throw new InputError(`${path}: cannot be read (no such file or folder)`);
      return data.slice();
    },
    writeFile: async (path, data) => {
      files.set(path, bytesOf(data));
    },
  };
  return { io, files, said: () => ({ stdout, stderr }) };
}
