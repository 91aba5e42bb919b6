import { PROTOCOLS } from "../planning/protocols";
import { roleOfName } from "../records/roleOfName";
import type { Role } from "../volume/study";
import { type AdministrationForm, administrationForm } from "./administrationForm";
import type { FoundStudy } from "./foundStudy";
import { hoursFrom, statedAdministration } from "./statedAdministration";

/** What the user says of one scan. Undefined where it is neither in the files nor said yet. */
export interface ScanAnswer {
  readonly id: string;
  readonly nuclide: string | undefined;
  readonly hours: number | undefined;
  readonly decayCorrection: "NONE" | "START" | "ADMIN" | undefined;
  readonly bqPerMlPerUnit: number | undefined;
  /** Only proportions count: all that was administered is in the image. */
  readonly relative?: boolean;
}

/** What the user says of one volume that no header describes. */
export interface ImageAnswer {
  readonly file: string;
  readonly shows: "nothing" | "CT" | "Bq/mL" | "kBq/mL" | "MBq/mL" | "relative";
  readonly hours: number | undefined;
  readonly decayCorrectedTo: "scan" | "administration";
}

/** What the user says of one region. */
export interface RegionAnswer {
  readonly file: string;
  readonly kind: "RTSTRUCT" | "labels";
  /** How the file calls it: the name of a ROI, the number of a label. */
  readonly key: string;
  readonly id: string;
  readonly name: string;
  readonly volumeMl: number | undefined;
  /** The scan it was drawn on, or whose CT; undefined when its file does not say. */
  readonly onScan: string | undefined;
  readonly role: Role | "leave out";
}

/** Everything the user confirms about dropped files; it starts from what the files say. */
export interface StudyAnswers {
  readonly patient: string;
  readonly nuclide: string | undefined;
  readonly carrier: string;
  /** As it is typed. */
  readonly administration: AdministrationForm;
  readonly protocol: string | undefined;
  readonly reference: string | undefined;
  readonly registration: "headers" | "translation" | "rigid" | "affine" | "deformable";
  readonly scans: readonly ScanAnswer[];
  readonly images: readonly ImageAnswer[];
  readonly regions: readonly RegionAnswer[];
  /** Problems that the user has read and accepts. */
  readonly accepted: ReadonlySet<string>;
}

/** What the files say, as answers to begin with. */
export function firstAnswers({ report, draft }: FoundStudy): StudyAnswers {
  const [first] = report.scans;
  const protocol = PROTOCOLS.find(({ id }) => id === draft.protocol.name);
  return {
    patient: draft.patient,
    nuclide: draft.administration.nuclide,
    carrier: protocol?.carrier ?? "",
    administration: firstAdministration(report),
    protocol: protocol?.id,
    reference: draft.reference ?? first?.id,
    registration: draft.registration as StudyAnswers["registration"],
    scans: report.scans.map(({ id, nuclide, hoursAfterAdministration }) => ({
      id,
      nuclide: nuclide ?? undefined,
      hours: hoursAfterAdministration ?? undefined,
      decayCorrection: undefined,
      bqPerMlPerUnit: undefined,
    })),
    images: report.images.map(({ file }) => ({
      file,
      shows: "nothing",
      hours: undefined,
      decayCorrectedTo: "scan",
    })),
    regions: regionsOf(report, draft.reference),
    accepted: new Set(),
  };
}

/** The answers with another administration: where hours after it came from its time, they follow. */
export function withAdministration(
  { report }: FoundStudy,
  answers: StudyAnswers,
  administration: AdministrationForm,
): StudyAnswers {
  const { at } = administration;
  const before = answers.administration.at;
  if (at === before) return { ...answers, administration };
  const hoursAt = (time: string, i: number) => {
    const { scanAt, hoursAfterAdministration } = report.scans[i]!;
    return time.trim() === "" ? (hoursAfterAdministration ?? undefined) : hoursFrom(time, scanAt);
  };
  return {
    ...answers,
    administration,
    scans: answers.scans.map((scan, i) => {
      const derived = hoursAt(before, i);
      const wasTyped =
        scan.hours !== undefined &&
        !(derived !== undefined && Math.abs(scan.hours - derived) < SAME_H);
      return wasTyped || report.scans[i]!.scanAt === null
        ? scan
        : { ...scan, hours: hoursAt(at, i) };
    }),
  };
}

/** Times are stated to a second. */
const SAME_H = 2 / 3600;

function firstAdministration(report: FoundStudy["report"]): AdministrationForm {
  const stated = statedAdministration(report);
  return {
    ...administrationForm({ nuclide: "", activityMBq: 0 }),
    activityMBq: stated.activityMBq?.value ?? "",
    at: stated.at?.value ?? "",
  };
}

/** Regions that were drawn on another scan than the reference are left out until the user says otherwise. */
function regionsOf(
  { structureSets, scans }: FoundStudy["report"],
  reference: string | undefined,
): RegionAnswer[] {
  const ids = new Set<string>();
  // A case file cannot name the segments of a DICOM SEG.
  const sets = structureSets.filter(({ kind }) => kind !== "SEG");
  return sets.flatMap(({ file, kind, structures, onId }) => {
    const onScan = scans.find(
      ({ id, anatomyId }) => onId && (id === onId || anatomyId === onId),
    )?.id;
    return structures
      .filter(({ voxels }) => voxels !== 0)
      .map(({ number, name, volumeMl }) => ({
        file,
        kind: kind === "RTSTRUCT" ? kind : "labels",
        key: kind === "RTSTRUCT" ? name : String(number),
        id: uniqueId(name, ids),
        name,
        volumeMl: volumeMl ?? undefined,
        onScan,
        role: onScan === undefined || onScan === reference ? roleOfName(name) : "leave out",
      }));
  });
}

function uniqueId(name: string, taken: Set<string>): string {
  const plain = name.replaceAll(/[^A-Za-z0-9]+/g, "_").replaceAll(/^_+|_+$/g, "") || "structure";
  let id = plain;
  for (let n = 2; taken.has(id); n++) id = `${plain}_${n}`;
  taken.add(id);
  return id;
}
