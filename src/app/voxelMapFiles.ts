import { writeNifti } from "../formats/nifti/write";
import type { Volume } from "../volume/volume";
import type { VoxelMaps } from "./voxelMaps";
import { MAP_STATUS } from "./voxelStatus";

const FILES = [
  { map: "effectiveHalfLifeH", name: "voxel_half_life_h.nii.gz", says: "effective half-life, h" },
  {
    map: "tiaBqHPerMl",
    name: "voxel_tia_bq_h_per_ml.nii.gz",
    says: "time-integrated activity, Bq h/mL",
  },
  {
    map: "tiaErrorPercent",
    name: "voxel_tia_error_percent.nii.gz",
    says: "standard error of it, %",
  },
  {
    map: "status",
    name: "voxel_fit_status.nii.gz",
    says: MAP_STATUS.map((name, s) => `${s} ${name}`).join(", "),
  },
] as const satisfies readonly { map: keyof VoxelMaps; name: string; says: string }[];

/** Every map as a NIfTI file, by name; the header says what the numbers are. Voxels with nothing to say are 0, as the status has it. */
export const voxelMapFiles = (maps: VoxelMaps): Map<string, Uint8Array<ArrayBuffer>> =>
  new Map(
    FILES.map(({ map, name, says }) => [
      name,
      writeNifti(withZeros(maps[map]), { fileName: name, description: says }),
    ]),
  );

const withZeros = ({ grid, values }: Volume<"image" | "labels">) => ({
  grid,
  values: values.map((value) => (Number.isFinite(value) ? value : 0)),
});
