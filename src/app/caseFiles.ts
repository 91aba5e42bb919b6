import { InputError } from "../inputError";

/** Where the files of a case are read from: dropped on the page, by path, or served beside the page. */
export type CaseFiles =
  | { readonly kind: "dropped"; readonly files: ReadonlyMap<string, Blob> }
  | { readonly kind: "served"; readonly baseUrl: string };

/** Reads one file of a case. Throws InputError when it is not there. */
export async function readCaseFile(
  from: CaseFiles,
  path: string,
): Promise<Uint8Array<ArrayBuffer>> {
  if (from.kind === "served") return readServed(from.baseUrl, path);
  const file = from.files.get(path);
  if (!file) throw new InputError(`${path}: the case names this file, but it was not dropped`);
  return new Uint8Array(await file.arrayBuffer());
}

/** The files as a case file names them: its paths start where it lies itself. */
export function besideCase(files: CaseFiles, casePath: string): CaseFiles {
  const folder = casePath.slice(0, casePath.lastIndexOf("/") + 1);
  if (files.kind === "served")
    return { kind: "served", baseUrl: new URL(folder, files.baseUrl).href };
  const inside = [...files.files].filter(([path]) => path.startsWith(folder));
  return {
    kind: "dropped",
    files: new Map(inside.map(([path, file]) => [path.slice(folder.length), file])),
  };
}

async function readServed(baseUrl: string, path: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(new URL(path, baseUrl));
  if (!response.ok)
    throw new InputError(`${path}: the server answered ${response.status} ${response.statusText}`);
  return new Uint8Array(await response.arrayBuffer());
}
