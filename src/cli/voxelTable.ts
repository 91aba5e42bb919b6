import { type RegionClosure, voxelTotals } from "../app/voxelClosure";
import { MAP_STATUS, type MapStatus } from "../app/voxelStatus";
import { table } from "./table";

const SHORT: Readonly<Record<MapStatus, string>> = {
  empty: "empty",
  fitted: "fitted",
  "held at decay": "at decay",
  "not converged": "failed",
  "held at fastest": "at fastest",
  "missed by a scan": "missed",
  "rates of its region": "shared rates",
  "held by hand": "by hand",
};

/** Where kinetics go by voxel: how their fits ended, what they found, and their sum against the structure's own curve. */
export function voxelTable(
  regions: readonly RegionClosure[],
  nameOf: (structureId: string) => string,
): string {
  const all = voxelTotals(regions);
  const shown = MAP_STATUS.filter((status) => all.statusShares[status] > 0);
  const shares = (of: Readonly<Record<MapStatus, number>>) =>
    shown.map((status) => percentText(of[status] ?? 0));
  return table(
    [
      "voxels of",
      "number",
      ...shown.map((s) => `${SHORT[s]} %`),
      "T_eff h",
      "error %",
      "h by voxels",
      "h by structure",
      "difference %",
    ],
    [
      ...regions.map(({ structureId, statistics, ...sums }) => [
        nameOf(structureId),
        statistics?.voxels.toString() ?? "–",
        ...(statistics ? shares(statistics.statusShares) : shown.map(() => "–")),
        statistics?.medianHalfLifeH?.toFixed(1) ?? "–",
        statistics?.medianTiaErrorPercent?.toFixed(1) ?? "–",
        ...sumText(sums),
      ]),
      ["all", all.voxels.toString(), ...shares(all.statusShares), "", "", ...sumText(all)],
    ],
  );
}

const sumText = ({
  voxelsTiacH,
  structureTiacH,
  differencePercent,
}: Pick<RegionClosure, "voxelsTiacH" | "structureTiacH" | "differencePercent">) => [
  voxelsTiacH.toPrecision(4),
  structureTiacH.toPrecision(4),
  differencePercent.toFixed(1),
];

const percentText = (share: number) =>
  share > 0 && share < 0.0005 ? "< 0.1" : (100 * share).toFixed(1);
