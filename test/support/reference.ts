import { existsSync } from "node:fs";
import { resolve } from "node:path";

/** A folder of reference data, or undefined (said aloud) where it is not installed. */
export function referenceFolder(name: string): string | undefined {
  const root =
    process.env.GYRE_REFERENCE ?? resolve(import.meta.dirname, "../../../shared/reference");
  const folder = resolve(root, name);
  if (existsSync(folder)) return folder;
  console.warn(
    `Skipped: the reference data ${name} is not there (GYRE_REFERENCE names its folder).`,
  );
  return undefined;
}
