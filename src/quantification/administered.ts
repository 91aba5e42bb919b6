import { InputError } from "../inputError";

/** What was measured around an administration. Times are hours from the administration, negative before it. */
export interface AssayRecord {
  /** Reading of the activity meter, MBq, and when. */
  readonly assayMBq: number;
  readonly assayHours: number;
  readonly halfLifeH: number;
  /** What stayed in syringe, vial and line, each with its own time. */
  readonly residues?: readonly {
    readonly where: string;
    readonly activityMBq: number;
    readonly hours: number;
  }[];
  /** Share of what left the syringe that stayed at the site of injection. */
  readonly extravasatedShare?: number;
  /** Long-lived companions: activity over that of the main nuclide at the time of the assay. */
  readonly impurities?: readonly {
    readonly nuclide: string;
    readonly halfLifeH: number;
    readonly share: number;
  }[];
}

/** One step of the account, MBq at the administration. */
export interface AssayStep {
  readonly what: string;
  readonly beforeMBq: number;
  readonly afterMBq: number;
}

export interface NetAdministered {
  /** Circulating activity at the administration. */
  readonly activityMBq: number;
  readonly extravasatedMBq: number;
  readonly impurities: readonly { readonly nuclide: string; readonly activityMBq: number }[];
  readonly steps: readonly AssayStep[];
}

/**
 * Administered activity from the assay: decayed to the administration, less residues, less what was extravasated.
 *
 * @throws InputError for readings that are not positive, residues beyond the assay and shares outside 0 to 1.
 */
export function netAdministered(record: AssayRecord): NetAdministered {
  const { assayMBq, halfLifeH, assayHours } = record;
  if (!(assayMBq > 0)) throw refused("assay", "a positive activity", assayMBq);
  const toAdministration = (activity: number, hours: number, halfLife = halfLifeH) =>
    activity * 2 ** (hours / halfLife);
  const steps: AssayStep[] = [];
  let activityMBq = assayMBq;
  const step = (what: string, afterMBq: number) => {
    steps.push({ what, beforeMBq: activityMBq, afterMBq });
    activityMBq = afterMBq;
  };
  step("decay from the assay to the administration", toAdministration(assayMBq, assayHours));
  for (const { where, activityMBq: residue, hours } of record.residues ?? []) {
    if (!(residue >= 0)) throw refused(`residue (${where})`, "0 or more MBq", residue);
    step(`residue in ${where}`, activityMBq - toAdministration(residue, hours));
  }
  if (!(activityMBq > 0))
    throw new InputError(
      "administered activity: the residues exceed the assay; check units and times",
    );
  const gone = shareOf("extravasated share", record.extravasatedShare ?? 0);
  const extravasatedMBq = gone * activityMBq;
  if (gone > 0) step("extravasation", activityMBq - extravasatedMBq);
  // What stays behind in the syringe takes its part of the impurities with it.
  const given = activityMBq / toAdministration(assayMBq, assayHours);
  return {
    activityMBq,
    extravasatedMBq,
    impurities: (record.impurities ?? []).map(({ nuclide, halfLifeH: own, share }) => ({
      nuclide,
      activityMBq:
        given * toAdministration(assayMBq * shareOf(`impurity ${nuclide}`, share), assayHours, own),
    })),
    steps,
  };
}

/**
 * Hours from one ISO 8601 time to another, each with its own offset from UTC.
 *
 * @throws InputError for a time without an offset: read in the zone of whoever reads it, it would be another moment.
 */
export function hoursBetween(fromIso: string, toIso: string): number {
  const [from, to] = [fromIso, toIso].map((iso) => {
    const moment = /(Z|[+-]\d\d:\d\d)$/.test(iso) ? Date.parse(iso) : Number.NaN;
    if (Number.isNaN(moment))
      throw refused("time", "ISO 8601 with an offset, as 2026-03-02T09:15:00+01:00", iso);
    return moment;
  });
  return (to! - from!) / 3_600_000;
}

/** True when two times name different offsets: one of the clocks may have been set to another zone. */
export const inOtherZone = (aIso: string, bIso: string): boolean =>
  offsetOf(aIso) !== offsetOf(bIso);

const offsetOf = (iso: string) =>
  (/(Z|[+-]\d\d:\d\d)$/.exec(iso)?.[0] ?? "").replace("Z", "+00:00");

function shareOf(what: string, share: number): number {
  if (share >= 0 && share < 1) return share;
  throw refused(what, "0 up to 1", share);
}

const refused = (what: string, expected: string, received: unknown) =>
  new InputError(`administered activity: ${what}: expected ${expected}, received ${received}`);
