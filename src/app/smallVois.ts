import type { SourceRegion } from "../dosimetry/sourceRegions";
import { InputError } from "../inputError";
import { organActivity, placeSmallVoi } from "../quantification/smallVoi";
import { type Grid, type Triple, toPatientMm, voxelCount } from "../volume/grid";
import { forEachVoxel, type Mask, maskFromValues, volumeMl } from "../volume/mask";
import { sphereRadiusMm } from "../volume/sphereMask";
import type { EmissionScan } from "../volume/study";
import { volume } from "../volume/volume";
import type { Work } from "../work";
import type { RegionResult } from "./planResult";
import { REMAINDER, type ScanReadings } from "./regionActivities";

/** A structure by its whole volume and by a small sphere inside it, in the reference scan. Activities of the nuclide that the scan shows. */
export interface SmallVoiResult {
  readonly structureId: string;
  readonly scanId: string;
  readonly volumeMl: number;
  /** Kept from other structures, mm; 0 where nothing further away fits. */
  readonly awayMm: number;
  readonly centreMm: Triple;
  /** Mean of the sphere, and of the whole structure, as the image shows them. */
  readonly smallBqPerMl: number;
  readonly wholeBqPerMl: number;
  /** The sphere's concentration times the volume of the structure. */
  readonly smallMBq: number;
  /** Activity of the whole structure as the image shows it, and as the plan takes it. */
  readonly wholeMBq: number;
  readonly plannedMBq: number;
  /** Small over planned: what decays and self-dose would be multiplied by. */
  readonly ratio: number;
  /** Time-integrated activity coefficient by the sphere, were it the same at every scan. */
  readonly tiacH: number;
}

/** Of these the first that fits is taken, mL. */
const VOLUMES_ML = [4, 2, 1, 0.5] as const;
const USUAL_FWHM_MM = 10;

/**
 * Small volumes of interest beside whole structures, in the scan on whose grid the regions lie: the hottest sphere wholly inside, one resolution away from
 * other structures where such a place is left. Structures too small for any sphere are left out.
 */
export async function smallVois(
  scan: EmissionScan,
  {
    sources,
    regions,
    readings,
    fwhmMm = USUAL_FWHM_MM,
  }: {
    readonly sources: readonly SourceRegion[];
    readonly regions: readonly RegionResult[];
    readonly readings: ScanReadings;
    readonly fwhmMm: number | undefined;
  },
  work: Work,
): Promise<SmallVoiResult[]> {
  const found: SmallVoiResult[] = [];
  const drawn = drawnOf(sources);
  for (const [s, source] of sources.entries()) {
    if (source.id === REMAINDER || source.role === "body") continue;
    await new Promise((resolve) => setTimeout(resolve));
    work.signal.throwIfAborted();
    const reading = readings.byRegion.get(source.id);
    const place = reading && placed(scan, source, drawn, fwhmMm);
    if (!reading || !place) continue;
    const { image, organ, voi, awayMm, volumeMl: smallMl } = place;
    const wholeMl = volumeMl(source.mask);
    const { smallVoiMBq: smallMBq, wholeOrganMBq } = organActivity(image, organ, voi.mask);
    const ratio = reading.correctedMBq > 0 ? smallMBq / reading.correctedMBq : Number.NaN;
    found.push({
      structureId: source.id,
      scanId: scan.id,
      volumeMl: smallMl,
      awayMm,
      centreMm: voi.centreMm,
      smallBqPerMl: voi.bqPerMl,
      wholeBqPerMl: (1e6 * wholeOrganMBq) / wholeMl,
      smallMBq,
      wholeMBq: wholeOrganMBq,
      plannedMBq: reading.correctedMBq,
      ratio,
      tiacH: ratio * regions[s]!.tiacH,
    });
  }
  return found;
}

/** The largest sphere that fits, away from others if it can be. Looked for in the neighbourhood of the organ alone. */
function placed(
  { activity }: EmissionScan,
  { mask }: SourceRegion,
  drawn: Float32Array,
  fwhmMm: number,
) {
  const near = neighbourhood(mask, fwhmMm + sphereRadiusMm(VOLUMES_ML[0]));
  const organ: Mask = {
    ...mask,
    grid: near.grid,
    boxOrigin: mask.boxOrigin.map((o, c) => o - near.low[c]!) as unknown as Triple,
  };
  const others = cropped(drawn, mask.grid, near);
  forEachVoxel(organ, (v, fraction) => {
    others[v] = Math.max(0, others[v]! - fraction);
  });
  const image = volume("activityBqPerMl", near.grid, cropped(activity.values, mask.grid, near));
  for (const awayMm of [fwhmMm, 0])
    for (const smallMl of VOLUMES_ML) {
      if (smallMl > volumeMl(mask) / 2) continue;
      try {
        const voi = placeSmallVoi(image, {
          organ,
          others: awayMm > 0 ? [maskFromValues(near.grid, others)] : [],
          volumeMl: smallMl,
          awayMm,
        });
        return { image, organ, voi, awayMm, volumeMl: smallMl };
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
      }
    }
  return undefined;
}

/** Part of a grid. */
interface Part {
  readonly grid: Grid;
  readonly low: Triple;
}

/** The box of a mask with a margin, as far as the grid goes. */
function neighbourhood({ grid, boxOrigin, boxSize }: Mask, marginMm: number): Part {
  const margin = grid.spacingMm.map((mm) => Math.ceil(marginMm / mm) + 2);
  const low = boxOrigin.map((o, c) => Math.max(0, o - margin[c]!)) as unknown as Triple;
  const size = boxOrigin.map(
    (o, c) => Math.min(grid.size[c]!, o + boxSize[c]! + margin[c]!) - low[c]!,
  ) as unknown as Triple;
  return { grid: { ...grid, size, originMm: toPatientMm(grid, low) }, low };
}

function cropped(
  values: Float32Array,
  { size: [nx, ny] }: Grid,
  { grid, low }: Part,
): Float32Array<ArrayBuffer> {
  const [mx, my, mz] = grid.size;
  const part = new Float32Array(mx * my * mz);
  for (let k = 0; k < mz; k++)
    for (let j = 0; j < my; j++) {
      const from = low[0] + nx * (low[1] + j + ny * (low[2] + k));
      part.set(values.subarray(from, from + mx), mx * (j + my * k));
    }
  return part;
}

/** Share of every voxel that any structure takes. */
function drawnOf(sources: readonly SourceRegion[]): Float32Array {
  const drawn = new Float32Array(voxelCount(sources[0]!.mask.grid));
  for (const { id, role, mask } of sources)
    if (id !== REMAINDER && role !== "body")
      forEachVoxel(mask, (v, fraction) => {
        drawn[v] = Math.min(1, drawn[v]! + fraction);
      });
  return drawn;
}
