import { momentFromIso, secondsBetween } from "../formats/dicom/time";
import { InputError } from "../inputError";
import { HOUR_S } from "../physics/units";
import type { FoundStudy } from "./foundStudy";

/** What files say of one field: a value where they are at one, and where it stands. */
export interface StatedFact {
  /** As it would be typed; undefined where the files differ or leave something out. */
  readonly value: string | undefined;
  /** A sentence without its full stop. */
  readonly origin: string;
}

type Scan = FoundStudy["report"]["scans"][number];

/** Nuclide, activity and time of the administration as the DICOM headers of the scans state them (RadiopharmaceuticalInformationSequence). */
export function statedAdministration({ scans }: FoundStudy["report"]): {
  readonly nuclide?: StatedFact;
  readonly activityMBq?: StatedFact;
  readonly at?: StatedFact;
} {
  const nuclide = fact(
    scans,
    (scan) => scan.nuclide ?? undefined,
    (value) => value,
    "Radionuclide Code or Radiopharmaceutical",
  );
  const activityMBq = fact(
    scans,
    ({ administeredMBq }) =>
      administeredMBq === null ? undefined : String(Number(administeredMBq.toPrecision(9))),
    (value) => `${value} MBq`,
    "Radionuclide Total Dose",
  );
  const at = fact(
    scans,
    ({ administeredAt }) => administeredAt ?? undefined,
    (value) => value,
    "Radiopharmaceutical Start DateTime",
  );
  return {
    ...(nuclide ? { nuclide } : {}),
    ...(activityMBq ? { activityMBq } : {}),
    ...(at ? { at: withOffset(at) } : {}),
  };
}

/**
 * Hours from an administration to a scan at an ISO time; undefined where the scan has none, does not follow the administration, or a time
 * cannot be read. Clocks of which one names no offset from UTC are taken as one.
 */
export function hoursFrom(at: string, scanAt: string | null): number | undefined {
  if (scanAt === null || at.trim() === "") return undefined;
  try {
    const seconds = secondsBetween(
      momentFromIso(at.trim(), "administration"),
      momentFromIso(scanAt, "scan"),
    );
    return seconds > 0 ? Number((seconds / HOUR_S).toPrecision(9)) : undefined;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

function fact(
  scans: readonly Scan[],
  read: (scan: Scan) => string | undefined,
  show: (value: string) => string,
  attribute: string,
): StatedFact | undefined {
  const said = scans.flatMap((scan) => {
    const value = read(scan);
    return value === undefined ? [] : [{ scan, value }];
  });
  const [first] = said;
  if (!first) return undefined;
  const values = [...new Set(said.map(({ value }) => value))];
  if (values.length === 1) {
    const of = said.length === scans.length ? "all scans" : scansNamed(said.map((s) => s.scan));
    return { value: first.value, origin: `${show(first.value)}: DICOM, ${attribute}, of ${of}` };
  }
  const each = values.map((value) => {
    const where = said.filter((s) => s.value === value).map((s) => s.scan);
    return `${show(value)} (${scansNamed(where)})`;
  });
  return { value: undefined, origin: `DICOM, ${attribute}, differs: ${each.join(", ")}` };
}

const scansNamed = (scans: readonly Scan[]): string =>
  scans.map(({ label, id }) => label || id).join(", ");

/** A time on an unnamed clock cannot be held against that of an assay. */
const withOffset = ({ value, origin }: StatedFact): StatedFact =>
  value === undefined || OFFSET.test(value)
    ? { value, origin }
    : { value: undefined, origin: `${origin}, without the offset of its clock from UTC` };

const OFFSET = /(Z|[+-]\d\d:\d\d)$/;
