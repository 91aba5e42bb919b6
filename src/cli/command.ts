import type { ParseArgsConfig } from "node:util";
import { parseArgs } from "node:util";
import { InputError } from "../inputError";
import type { Work } from "../work";
import type { Io } from "./io";

export const EXIT = { ok: 0, badInput: 2, failed: 3, noAdapter: 4 } as const;

/** One word after `gyre`. `run` prints its result through `io.stdout` and returns the exit code. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** The whole text of `gyre <name> --help`. */
  readonly help: string;
  readonly run: (args: readonly string[], io: Io, work: Work) => Promise<number>;
}

type Options = NonNullable<ParseArgsConfig["options"]>;

/** Options by name and what stands without one; a wrong option is an `InputError` that points to --help. */
export function readArgs<const O extends Options>(
  command: string,
  args: readonly string[],
  options: O,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError(`gyre ${command}: ${reason}. See: gyre ${command} --help`);
  }
}

/** The value of an option that must be there. */
export function required(command: string, name: string, value: string | undefined): string {
  if (value === undefined || value === "")
    throw new InputError(`gyre ${command}: --${name} is missing. See: gyre ${command} --help`);
  return value;
}

/** A number of an option; the text is checked whole. */
export function numberOf(
  command: string,
  name: string,
  text: string,
  { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = {},
): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value < min || value > max)
    throw new InputError(
      `gyre ${command}: --${name} expects a number${rangeOf(min, max)}, got "${text}"`,
    );
  return value;
}

const rangeOf = (min: number, max: number) =>
  Number.isFinite(min) || Number.isFinite(max) ? ` from ${min} to ${max}` : "";
