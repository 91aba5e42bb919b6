import { PROTOCOLS } from "../planning/protocols";
import type {
  Inventory,
  InventoryAnatomy,
  InventoryScan,
  InventoryStructureSet,
} from "./inventory";
import { roleOfName } from "./roleOfName";

/**
 * The beginning of a case file (gyre.case/1) from what was found. What no file says and no dose can be without is left out and asked in
 * `openQuestions`, so that the case is not calculated before someone has answered; the rest stands in `toConfirm`.
 *
 * @param caseRelative gives the path of a found file relative to the case file.
 */
export function draftCase(inventory: Inventory, caseRelative: (path: string) => string) {
  const { scans } = inventory;
  const [first] = scans;
  const reference = referenceScan(inventory);
  const used = inventory.structureSets.filter((set) => reference && liesOn(set, reference));
  const leftOut = inventory.structureSets.filter((set) => !used.includes(set));
  const nuclide = first?.nuclide;
  const protocols = PROTOCOLS.filter((protocol) => protocol.nuclide === nuclide);
  const oneFrame = new Set(scans.map(({ frameOfReferenceUid }) => frameOfReferenceUid)).size === 1;
  return {
    schema: "gyre.case/1",
    patient: "Patient",
    administration: { nuclide, activityMBq: rounded(first?.administeredMBq) },
    scans: scans.map((scan) => draftScan(scan, inventory.anatomies, caseRelative)),
    reference: reference?.id,
    structures: reference
      ? used.map((set) => draftStructures(set, reference.id, caseRelative))
      : [],
    protocol: { name: protocols.length === 1 ? protocols[0]!.id : undefined },
    kinetics: { model: "auto", readingErrorPercent: 5 },
    dose: { method: "densityScaledKernel", kernelDensityGPerCm3: 1.04 },
    registration: oneFrame ? "headers" : "rigid",
    toConfirm: [
      ...leftOut.map(
        ({ file }) =>
          `${caseRelative(file)} is left out: it is not drawn on the reference scan. Is another reference better?`,
      ),
      "administration.carrier: which molecule or particle carried the nuclide?",
      `protocol.name: which protocol? ${protocolChoice(
        nuclide,
        protocols.map(({ id }) => id),
      )}`,
      ...(used.length > 0
        ? ["structures: are the roles right? They were taken from the names."]
        : []),
    ],
    openQuestions: [
      ...inventory.questions.map(({ question }) => question),
      ...inventory.problems.map((problem) => `Is this acceptable? ${problem}`),
      ...(scans.length === 0 ? ["scans: no emission scan was found."] : []),
    ],
  };
}

const protocolChoice = (nuclide: string | undefined, ids: readonly string[]): string =>
  ids.length > 0
    ? `Those of ${nuclide}: ${ids.join(", ")}.`
    : `None of the program uses ${nuclide ?? "the unknown nuclide"}.`;

/** The scan that structures are drawn on, or else the first with a CT, or else the first. */
function referenceScan({ scans, structureSets }: Inventory): InventoryScan | undefined {
  return (
    scans.find((scan) => structureSets.some((set) => liesOn(set, scan))) ??
    scans.find(({ anatomyId }) => anatomyId !== undefined) ??
    scans[0]
  );
}

const liesOn = ({ onId }: InventoryStructureSet, { id, anatomyId }: InventoryScan): boolean =>
  onId !== undefined && (onId === id || onId === anatomyId);

function draftScan(
  scan: InventoryScan,
  anatomies: readonly InventoryAnatomy[],
  caseRelative: (path: string) => string,
) {
  const anatomy = anatomies.find(({ id }) => id === scan.anatomyId);
  const series = ({ files, seriesUid }: { files: readonly string[]; seriesUid: string }) => ({
    dicom: files.map(caseRelative),
    seriesUid,
  });
  return {
    id: scan.id,
    label: scan.label,
    modality: scan.modality,
    nuclide: scan.nuclide,
    image: series(scan),
    hoursAfterAdministration: rounded(scan.hoursAfterAdministration),
    anatomy: anatomy && series(anatomy),
  };
}

function draftStructures(
  { kind, file, regions }: InventoryStructureSet,
  onScan: string,
  caseRelative: (path: string) => string,
) {
  const ids = new Set<string>();
  const named = regions
    .filter(({ voxels }) => voxels !== 0)
    .map(
      ({ number, name }): [key: string, structure: { id: string; name: string; role: string }] => [
        kind === "RTSTRUCT" ? name : String(number),
        { id: uniqueId(name, ids), name, role: roleOfName(name) },
      ],
    );
  const path = caseRelative(file);
  return kind === "RTSTRUCT"
    ? { rtstruct: path, onScan, rois: Object.fromEntries(named) }
    : { labels: path, onScan, names: Object.fromEntries(named) };
}

/** Without the noise of binary fractions. */
const rounded = (value: number | undefined): number | undefined =>
  value === undefined ? undefined : Number(value.toPrecision(9));

/** "lesion1 liver R lobe" → "lesion1_liver_r_lobe". */
function uniqueId(name: string, taken: Set<string>): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "");
  const base = plain === "" ? "structure" : plain;
  let id = base;
  for (let n = 2; taken.has(id); n++) id = `${base}_${n}`;
  taken.add(id);
  return id;
}
