import { type CtPhase, ctPhases, readCtPhase } from "../formats/dicom/ctSeries";
import { type EmissionFacts, hoursAfterAdministration } from "../formats/dicom/emissionFacts";
import type { DicomHeader, DicomSource } from "../formats/dicom/header";
import { nmTomography, readNmTomography } from "../formats/dicom/nmSeries";
import { ptPhases, readPtPhase } from "../formats/dicom/ptSeries";
import { secondsBetween } from "../formats/dicom/time";
import { HOUR_S } from "../physics/units";
import type { Grid } from "../volume/grid";
import type { Volume } from "../volume/volume";
import { partOf, type Work } from "../work";
import { totalActivityMBq } from "./checkActivity";
import type { InventoryAnatomy, InventoryScan } from "./inventory";
import { attempt, type Findings } from "./inventoryFindings";

const MAX_SHARE = 1.2; // counting errors and calibration; more was never in the patient

/** The CT volumes among CT files, one for every phase of a series. */
export async function findAnatomies(
  sources: readonly DicomSource[],
  found: Findings,
): Promise<InventoryAnatomy[]> {
  const phases = await forEachSeries(sources, async (series) => {
    const { header } = series[0]!;
    return (await attempt(found, () => ctPhases(series))).map((phase) => ({ phase, header }));
  });
  return phases.map(({ phase, header }, i) => anatomy(phase, header, `ct${i + 1}`));
}

/** The emission scans among PET and NM files in order of time, each with its CT and its activity. */
export async function findScans(
  sources: readonly DicomSource[],
  anatomies: readonly InventoryAnatomy[],
  found: Findings,
  work: Work,
): Promise<InventoryScan[]> {
  const candidates = await forEachSeries(sources, (series) =>
    attempt(found, () => emissionCandidates(series)),
  );
  candidates.sort(inOrderOfTime);
  const scans: InventoryScan[] = [];
  for (const [i, candidate] of candidates.entries()) {
    const part = partOf(work, i / candidates.length, (i + 1) / candidates.length);
    scans.push(await scan(candidate, `scan${i + 1}`, anatomies, found, part));
  }
  const administrations = new Set(
    scans.map(({ administeredAt }) => administeredAt?.localS).filter((at) => at !== undefined),
  );
  if (administrations.size > 1)
    found.problems.push(
      `The scans name ${administrations.size} different times of administration: they belong to different cycles, or one is wrong.`,
    );
  return scans;
}

/** A scan before its pixels are read. */
interface Candidate {
  readonly header: DicomHeader;
  readonly facts: EmissionFacts;
  readonly modality: "SPECT" | "PET";
  readonly units: string;
  readonly conversion: string;
  readonly files: readonly string[];
  readonly grid: Grid;
  readonly read: (work: Work) => Promise<Volume<"activityBqPerMl">>;
}

function emissionCandidates(series: readonly DicomSource[]): Candidate[] {
  const { header } = series[0]!;
  if (header.kind === "NM") return series.map(nmCandidate);
  return ptPhases(series, {}).map((phase) => ({
    header,
    facts: phase.facts,
    modality: phase.modality,
    units: phase.units,
    conversion: phase.conversion,
    files: phase.slices.map(({ item }) => item.file),
    grid: phase.grid,
    read: (work) => readPtPhase(phase, work),
  }));
}

/** Each NM file is a volume of its own. */
function nmCandidate(source: DicomSource): Candidate {
  const tomography = nmTomography(source, {});
  return {
    header: source.header,
    facts: tomography.facts,
    modality: "SPECT",
    units: tomography.scale ? "Bq/mL" : "counts",
    conversion: tomography.scale?.source ?? "no calibration",
    files: [source.header.file],
    grid: tomography.grid,
    read: (work) => readNmTomography(tomography, work),
  };
}

async function scan(
  candidate: Candidate,
  id: string,
  anatomies: readonly InventoryAnatomy[],
  found: Findings,
  work: Work,
): Promise<InventoryScan> {
  const { header, facts } = candidate;
  found.problems.push(...facts.problems);
  found.questions.push(...facts.questions);
  const hours = hoursAfterAdministration(facts);
  const totalMBq = await activityMBq(candidate, found, work);
  if (totalMBq !== undefined) checkTotal(id, totalMBq, hours, facts, found);
  const { modality, units, conversion, files, grid } = candidate;
  return {
    id,
    label: labelOf(header, hours),
    modality,
    seriesUid: header.seriesUid,
    studyUid: header.studyUid,
    files,
    nuclide: facts.nuclide?.name,
    units,
    decayCorrection: facts.decayCorrection,
    conversion,
    administeredMBq: facts.administeredMBq,
    administeredAt: facts.administeredAt,
    scanAt: facts.scanAt,
    hoursAfterAdministration: hours,
    frameOfReferenceUid: header.frameOfReferenceUid,
    grid,
    totalMBq,
    anatomyId: pairedAnatomy(id, header, anatomies, found)?.id,
    readActivity: candidate.read,
  };
}

/** Undefined while a question about the scale is open; other faults of the pixels are problems. */
async function activityMBq(
  { facts, read }: Candidate,
  found: Findings,
  work: Work,
): Promise<number | undefined> {
  const open = facts.questions.some(
    ({ about }) => about === "calibration" || about === "decayCorrection",
  );
  if (open) return undefined;
  const [totalMBq] = await attempt(found, async () => [totalActivityMBq(await read(work))]);
  return totalMBq;
}

function checkTotal(
  id: string,
  totalMBq: number,
  hours: number | undefined,
  { nuclide, administeredMBq }: EmissionFacts,
  found: Findings,
): void {
  if (!nuclide || administeredMBq === undefined || hours === undefined) return;
  const leftMBq = administeredMBq * 2 ** (-(hours * HOUR_S) / nuclide.halfLifeS);
  if (totalMBq > MAX_SHARE * leftMBq)
    found.problems.push(
      `${id} holds ${totalMBq.toPrecision(4)} MBq, but decay alone leaves ${leftMBq.toPrecision(4)} MBq of what was given: check units, decay correction and times.`,
    );
}

/** The CT in the same frame of reference, or else of the same study: then its position must be checked. */
function pairedAnatomy(
  id: string,
  header: DicomHeader,
  anatomies: readonly InventoryAnatomy[],
  found: Findings,
): InventoryAnatomy | undefined {
  const largestOf = (candidates: readonly InventoryAnatomy[]) =>
    candidates.toSorted((a, b) => b.files.length - a.files.length)[0];
  const sameFrame = anatomies.filter(
    ({ frameOfReferenceUid: uid }) => uid !== undefined && uid === header.frameOfReferenceUid,
  );
  if (sameFrame.length > 0) return largestOf(sameFrame);
  const sameStudy = largestOf(anatomies.filter(({ studyUid }) => studyUid === header.studyUid));
  if (sameStudy)
    found.problems.push(
      `${id} and its CT ${sameStudy.id} have different frames of reference: check that they lie on each other.`,
    );
  return sameStudy;
}

const anatomy = (phase: CtPhase, header: DicomHeader, id: string): InventoryAnatomy => ({
  id,
  label: header.seriesDescription || "CT",
  seriesUid: header.seriesUid,
  studyUid: header.studyUid,
  files: phase.slices.map(({ item }) => item.file),
  frameOfReferenceUid: header.frameOfReferenceUid,
  grid: phase.grid,
  readHounsfield: (work) => readCtPhase(phase, work),
});

const labelOf = ({ seriesDescription }: DicomHeader, hours: number | undefined): string =>
  [hours === undefined ? undefined : `${hours.toFixed(hours < 10 ? 1 : 0)} h`, seriesDescription]
    .filter((part) => part)
    .join(", ");

function inOrderOfTime(a: Candidate, b: Candidate): number {
  if (!a.facts.scanAt || !b.facts.scanAt) return Number(!a.facts.scanAt) - Number(!b.facts.scanAt);
  return secondsBetween(b.facts.scanAt, a.facts.scanAt);
}

async function forEachSeries<T>(
  sources: readonly DicomSource[],
  read: (series: readonly DicomSource[]) => Promise<readonly T[]>,
): Promise<T[]> {
  const all: T[] = [];
  for (const series of bySeries(sources)) all.push(...(await read(series)));
  return all;
}

/** Files of one series together, in the order in which the series first occur. */
function bySeries(sources: readonly DicomSource[]): readonly (readonly DicomSource[])[] {
  const series = new Map<string, DicomSource[]>();
  for (const source of sources) {
    const { seriesUid, file, studyUid } = source.header;
    const key = `${studyUid} ${seriesUid || file}`;
    series.set(key, [...(series.get(key) ?? []), source]);
  }
  return [...series.values()];
}
