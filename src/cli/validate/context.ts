import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Gpu } from "../../gpu/gpu";
import type { Work } from "../../work";
import type { ValidationRow } from "./row";

/** What a section of the validation gets. */
export interface ValidationContext {
  readonly gpu: Gpu;
  readonly reference: Reference;
  readonly work: Work;
}

/** One chapter of docs/validation.md. */
export interface ValidationSection {
  readonly title: string;
  /** What the rows show and how they were made: one or two sentences. */
  readonly about: string;
  /** Folders of the reference data without which the section is left out. */
  readonly needs: readonly string[];
  readonly rows: (context: ValidationContext) => Promise<readonly ValidationRow[]>;
}

/** The folder of reference data, which no clone of the program holds. */
export interface Reference {
  readonly has: (name: string) => boolean;
  readonly read: (...path: string[]) => Uint8Array<ArrayBuffer>;
  readonly path: (...path: string[]) => string;
}

export function referenceAt(folder: string): Reference {
  const path = (...parts: string[]) => join(folder, ...parts);
  return {
    has: (name) => existsSync(path(name)),
    read: (...parts) => new Uint8Array(readFileSync(path(...parts))),
    path,
  };
}
