import { InputError } from "../inputError";
import { nuclide } from "../physics/nuclides";
import type { CameraSetting, ImagedStudy } from "../quantification/camera";
import type { Administration, Anatomy, EmissionScan, Structure } from "../volume/study";
import { partOf, type Work } from "../work";
import { assayWarnings, excretionOf, impuritiesOf } from "./administrationFields";
import type { Case, CaseScan, CaseStructures } from "./caseSchema";
import { checkActivity } from "./checkActivity";
import { checkTogether } from "./checkAnatomy";
import { checkNuclides } from "./checkNuclides";
import { limitsSpareTumours } from "./limitsSpareTumours";
import { type LiverStructures, liverStructures } from "./liverStructures";
import { loadCamera } from "./loadCamera";
import { earlierPlanNotes } from "./loadEarlierCycle";
import { loadAnatomy, loadEmission, type ReadFile } from "./loadImage";
import { type LoadedStructures, loadContours, loadLabelMap } from "./loadStructures";
import { oneLung } from "./oneLung";
import { methodNamed } from "./registrationName";
import { holdingAll, isRelative } from "./relativeImage";
import { asGiven } from "./sphereGiving";

/**
 * Reads all files of a case and checks that they fit together: times ascend, structures are not empty, and no scan holds more activity
 * than was left of what was given. What is only doubtful becomes a warning of the study. `chosen` stands in place of the camera of the case.
 *
 * @throws InputError naming the file, or the place in the case, that cannot be used.
 */
export async function loadStudy(
  data: Case,
  readFile: ReadFile,
  work: Work,
  chosen?: CameraSetting,
): Promise<ImagedStudy> {
  const { assay, at } = data.administration;
  const administration: Administration = {
    nuclide: nuclide(data.administration.nuclide).name,
    carrier: data.administration.carrier ?? "not stated",
    activityMBq: data.administration.activityMBq,
    ...(data.administration.purpose ? { purpose: data.administration.purpose } : {}),
    at,
    ...(assay?.impurities && at !== undefined
      ? { impurities: impuritiesOf(assay, { ...data.administration, at }) }
      : {}),
    ...(data.administration.excretion
      ? { excretion: excretionOf(data.administration.excretion) }
      : {}),
  };
  const warnings: string[] = (data.toConfirm ?? []).map((point) => `To confirm: ${point}`);
  warnings.push(...earlierPlanNotes(data));
  if (assay && at !== undefined) warnings.push(...assayWarnings(assay, { ...administration, at }));
  const camera = await loadCamera(data, readFile, chosen);
  const timePoints: EmissionScan[] = [];
  for (const [i, scan] of data.scans.entries()) {
    work.report(`Reading ${scan.label}`, (0.9 * i) / data.scans.length);
    const part = partOf(work, (0.9 * i) / data.scans.length, (0.9 * (i + 1)) / data.scans.length);
    const loaded = await loadScan(scan, data.administration, { readFile, camera }, part);
    const before = timePoints[i - 1]?.hoursAfterAdministration ?? 0;
    if (!(loaded.scan.hoursAfterAdministration > before))
      throw new InputError(
        `scans[${i}]: at ${loaded.scan.hoursAfterAdministration} h; expected a time after ${i === 0 ? "the administration" : `the scan before it (${before} h)`}`,
      );
    warnings.push(...loaded.notes);
    if (!isRelative(scan)) warnings.push(...checkActivity(loaded.scan, administration));
    timePoints.push(loaded.scan);
  }
  warnings.push(...checkNuclides(timePoints, administration));
  const loaded = await loadAllStructures(data, timePoints, readFile, partOf(work, 0.9, 1));
  const spheres = limitsSpareTumours(data) ? forSpheres(loaded.structures) : undefined;
  warnings.push(...strangersIn(data.kinetics.perStructure ?? {}, loaded.structures));
  const { structures } = spheres ?? loaded;
  const notes = [...loaded.notes, ...(spheres?.notes ?? [])];
  for (const [i, scan] of data.scans.entries()) {
    if (!isRelative(scan)) continue;
    const whole = holdingAll(timePoints[i]!, structures, administration);
    warnings.push(whole.note);
    const given = data.spheres && asGiven(whole.scan, structures, data.spheres);
    timePoints[i] = given?.scan ?? whole.scan;
    warnings.push(...(given?.notes ?? []));
  }
  work.report("Read", 1);
  return {
    patient: data.patient,
    administration,
    timePoints,
    reference: data.scans.findIndex(({ id }) => id === data.reference),
    structures,
    warnings: [...warnings, ...notes],
    ...(camera ? { camera } : {}),
  };
}

/** Liver and lungs as the limits of spheres speak of them. */
function forSpheres(drawn: readonly Structure[]): LiverStructures {
  const liver = liverStructures(drawn);
  const lungs = oneLung(liver.structures);
  return { structures: lungs.structures, notes: [...liver.notes, ...lungs.notes] };
}

async function loadScan(
  scan: CaseScan,
  given: Case["administration"],
  { readFile, camera }: { readFile: ReadFile; camera: CameraSetting | undefined },
  work: Work,
): Promise<{ scan: EmissionScan; notes: readonly string[] }> {
  work.signal.throwIfAborted();
  const stated = statedHours(scan, given.at);
  const image = await loadEmission(scan, stated, given, readFile, partOf(work, 0, 0.5), camera);
  work.signal.throwIfAborted();
  const ct = scan.anatomy && (await loadAnatomy(scan.anatomy, readFile, partOf(work, 0.5, 1)));
  if (ct) checkTogether(ct.volume.grid, image.volume.grid, scan.id);
  const hours = stated ?? image.hoursInFile;
  if (hours === undefined)
    throw new InputError(
      `scan ${scan.id}: its files do not say when it was made; expected hoursAfterAdministration or acquired`,
    );
  const anatomy: Anatomy | undefined = ct && {
    id: `${scan.id}_ct`,
    label: `CT, ${scan.label}`,
    volume: ct.volume,
    frameOfReferenceUid: ct.frameOfReferenceUid,
  };
  return {
    scan: {
      id: scan.id,
      label: scan.label,
      modality: scan.modality,
      nuclide: nuclide(scan.nuclide).name,
      activity: image.volume,
      hoursAfterAdministration: hours,
      frameOfReferenceUid: image.frameOfReferenceUid,
      anatomy,
    },
    notes: [...image.notes, ...(ct?.notes ?? []), ...timeNotes(scan, hours, image.hoursInFile)],
  };
}

/** Hours from the case; undefined where it leaves them to the files. */
function statedHours(scan: CaseScan, administeredAt: string | undefined): number | undefined {
  if (scan.acquired === undefined) return scan.hoursAfterAdministration;
  return (Date.parse(scan.acquired) - Date.parse(administeredAt!)) / 3.6e6;
}

const MAX_TIME_DIFFERENCE_H = 0.1;

function timeNotes({ id }: CaseScan, hours: number, inFile: number | undefined): string[] {
  if (inFile === undefined || Math.abs(inFile - hours) <= MAX_TIME_DIFFERENCE_H) return [];
  return [
    `scan ${id}: the case says ${hours} h after administration and the files ${inFile.toFixed(2)} h; the case was followed.`,
  ];
}

async function loadAllStructures(
  data: Case,
  timePoints: readonly EmissionScan[],
  readFile: ReadFile,
  work: Work,
): Promise<LoadedStructures> {
  const structures: Structure[] = [];
  const notes: string[] = [];
  for (const [i, entry] of data.structures.entries()) {
    work.signal.throwIfAborted();
    work.report("Reading structures", i / data.structures.length);
    // Between scans the patient has moved by what only the registration will find.
    if (entry.onScan !== data.reference && !liesByHeaders(data, entry.onScan))
      throw new InputError(
        `structures[${i}]: drawn on ${entry.onScan}; expected the reference scan ${data.reference} (or registration "headers")`,
      );
    const scan = timePoints.find(({ id }) => id === entry.onScan)!;
    const loaded = await loadStructures(entry, scan, readFile);
    structures.push(...loaded.structures);
    notes.push(...loaded.notes);
  }
  const ids = structures.map(({ id }) => id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) throw new InputError(`structures: two have the id "${twice}"`);
  return { structures, notes };
}

/** Choices for regions that the case does not have: a misspelt one would change nothing in silence. */
function strangersIn(choices: object, structures: readonly Structure[]): string[] {
  const known = [...structures.map(({ id }) => id), REMAINDER];
  return Object.keys(choices)
    .filter((id) => !known.includes(id))
    .map(
      (id) =>
        `kinetics.perStructure: "${id}" is no region of the case and changes nothing; expected ${known.join(", ")}.`,
    );
}

/** The id under which the rest of the body goes. */
const REMAINDER = "remainder";

/** Whether a scan stays where its headers have it. */
const liesByHeaders = ({ scans, registration }: Case, scanId: string): boolean =>
  methodNamed(scans.find(({ id }) => id === scanId)?.registration ?? registration) === "headers";

const loadStructures = (
  entry: CaseStructures,
  scan: EmissionScan,
  readFile: ReadFile,
): Promise<LoadedStructures> =>
  entry.rtstruct === undefined
    ? loadLabelMap(entry.labels, entry.names, readFile)
    : loadContours(entry.rtstruct, entry.rois, scan, readFile);
