import type { Mask } from "./mask";
import type { Volume } from "./volume";

/**
 * What a structure is to the plan. Only `organ` and `tumour` carry limits and goals by default. A `territory` is what one injection into a vessel reaches
 * of an organ, beside the tumours that it feeds.
 */
export type Role = "organ" | "tumour" | "territory" | "marrow" | "body" | "other";

/** A named region on one grid. */
export interface Structure {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly mask: Mask;
  /** Where the region came from, for the report: a file and a label, or "drawn". */
  readonly source: string;
  /** Of a tumour: which part of it each territory feeds, by id; they sum to 1. */
  readonly fedBy?: Readonly<Record<string, number>>;
}

/** A CT, in Hounsfield units. */
export interface Anatomy {
  readonly id: string;
  readonly label: string;
  readonly volume: Volume<"hounsfield">;
  readonly frameOfReferenceUid: string | undefined;
}

/** One quantitative emission scan. `activity` is Bq/mL at `hoursAfterAdministration`: any decay correction of the file has been undone. */
export interface EmissionScan {
  readonly id: string;
  readonly label: string;
  readonly modality: "SPECT" | "PET";
  readonly nuclide: string;
  readonly activity: Volume<"activityBqPerMl">;
  readonly hoursAfterAdministration: number;
  readonly frameOfReferenceUid: string | undefined;
  /** The CT of the same session, when there is one. */
  readonly anatomy: Anatomy | undefined;
}

/** What was given to the patient before these scans. */
export interface Administration {
  readonly nuclide: string;
  readonly carrier: string;
  readonly activityMBq: number;
  /** What it was given for, where the study says so: for images before the therapy, or as a cycle of one. */
  readonly purpose?: "diagnostic" | "therapy";
  /** ISO 8601 with an offset, or undefined when only relative times are known. */
  readonly at: string | undefined;
  /** Companions of the nuclide, at the administration. */
  readonly impurities?: readonly { readonly nuclide: string; readonly activityMBq: number }[];
  /** Share that had left the body by some hours after the administration, decay taken out, where it was measured. */
  readonly excretion?: readonly { readonly hours: number; readonly share: number }[];
}

/**
 * Everything about one patient that a plan starts from. Time points are in order of time. Structures lie in the space of the
 * `reference` scan, each on the grid it was drawn on: that of the scan itself, or a finer one such as the CT's.
 */
export interface Study {
  readonly patient: string;
  readonly administration: Administration;
  readonly timePoints: readonly EmissionScan[];
  /** Index into `timePoints`: the scan whose space everything is brought to. */
  readonly reference: number;
  /**
   * A scan of another session that everything is brought to in place of `reference`: structures lie in its space, its grid is the dose grid and its CT the
   * tissue. Nothing is read from it, and decays are where `reference` shows them.
   */
  readonly onto?: EmissionScan;
  readonly structures: readonly Structure[];
  /** What the input leaves in doubt, as sentences that belong beside every number drawn from it. */
  readonly warnings: readonly string[];
}
