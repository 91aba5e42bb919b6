import type { MapColours } from "../gpu/slice/sliceLook";
import { MAP_COLOURS, usualRange } from "./mapPicture";
import type { VoxelMaps } from "./voxelMaps";
import { MAP_STATUS } from "./voxelStatus";

/** Names and units of the maps, in the order in which they are offered. */
export const VOXEL_MAPS = {
  effectiveHalfLifeH: { short: "half-life", title: "Effective half-life", unit: "h" },
  tiaBqHPerMl: { short: "decays", title: "Time-integrated activity", unit: "Bq·h/mL" },
  tiaErrorPercent: { short: "error", title: "Standard error of the decays", unit: "%" },
  status: { short: "how it ended", title: "How the fit of a voxel ended", unit: "" },
} as const satisfies Record<keyof VoxelMaps, object>;

/** The numbers of a map as they are drawn: NaN where nothing is to be seen. Empty voxels have a status and nothing to see. */
export const shownValues = (maps: VoxelMaps, name: keyof VoxelMaps): Float32Array<ArrayBuffer> =>
  name === "status"
    ? maps.status.values.map((status) => (status === EMPTY ? Number.NaN : status))
    : maps[name].values;

/** Colours and range of a map: of its numbers where decays are, or of how fits ended. */
export const coloursOf = (maps: VoxelMaps, name: keyof VoxelMaps): MapColours =>
  name === "status"
    ? { range: [0, STATUS_COLOURS.length - 1], colours: STATUS_COLOURS, classes: true }
    : {
        range:
          name === "tiaBqHPerMl"
            ? [0, usualRange(notable(maps, name))[1]]
            : usualRange(notable(maps, name)),
        colours: MAP_COLOURS,
        classes: false,
        veiled: name === "tiaBqHPerMl",
      };

/** Below this share of the most decays a voxel does not set the colours. */
const NOTABLE_SHARE = 0.02;

function notable({ tiaBqHPerMl: { values: tia }, ...maps }: VoxelMaps, name: keyof VoxelMaps) {
  const most = tia.reduce((largest, value) => Math.max(largest, value || 0), 0);
  const values = name === "tiaBqHPerMl" ? tia : maps[name].values;
  return values.filter((_, v) => tia[v]! > NOTABLE_SHARE * most);
}

const EMPTY = MAP_STATUS.indexOf("empty");

/** In the order of MAP_STATUS; apart for the colour-blind (after Okabe and Ito). */
const STATUS_COLOURS = [
  [60, 60, 60],
  [0, 158, 115],
  [86, 180, 233],
  [230, 159, 0],
  [213, 94, 0],
  [204, 121, 167],
  [240, 228, 66],
  [0, 114, 178],
] as const;
