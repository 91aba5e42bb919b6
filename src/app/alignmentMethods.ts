import type { AlignmentMethod } from "../registration/alignTimePoints";
import type { LinearTransform } from "../volume/transform";
import type { Prescription } from "./planResult";

/** How scans are brought to the reference: all of them, and those that have a way of their own. */
export interface RegistrationChoice {
  readonly registration: AlignmentMethod;
  /** By scan id; empty where all go one way. */
  readonly registrationOf: Readonly<Record<string, AlignmentMethod>>;
}

/** The ways in words, from least to most free. */
export const METHOD_NAMES: Readonly<Record<AlignmentMethod, string>> = {
  headers: "none: trust the headers",
  translation: "translation",
  rigid: "rigid",
  affine: "affine (by CT)",
  deformable: "deformable (by CT)",
};

/** What was chosen for one scan. */
export const methodOf = (
  { registration, registrationOf = {} }: Pick<Prescription, "registration" | "registrationOf">,
  scanId: string,
): AlignmentMethod => registrationOf[scanId] ?? registration;

/** Another way for all scans (without `scanId`), or for one; a scan that goes as all do has none of its own. */
export function withMethod(
  choice: RegistrationChoice,
  method: AlignmentMethod,
  scanId?: string,
): RegistrationChoice {
  if (scanId === undefined) return { registration: method, registrationOf: {} };
  const { [scanId]: _, ...others } = choice.registrationOf;
  const registrationOf = method === choice.registration ? others : { ...others, [scanId]: method };
  return { ...choice, registrationOf };
}

/** Where the user placed scans whose way was not chosen anew. */
export function placementsKept(
  before: Pick<Prescription, "registration" | "registrationOf" | "alignmentOf">,
  after: RegistrationChoice,
): Readonly<Record<string, LinearTransform>> {
  const placed = Object.entries(before.alignmentOf ?? {});
  return Object.fromEntries(
    placed.filter(([scanId]) => methodOf(before, scanId) === methodOf(after, scanId)),
  );
}
