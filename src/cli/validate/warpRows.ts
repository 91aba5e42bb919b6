import { gunzipSync } from "fflate";
import { readNifti } from "../../formats/nifti/read";
import { type Grid, voxelCount } from "../../volume/grid";
import { resample } from "../../volume/resample";
import { percentileOf } from "../../volume/statistics";
import type { DisplacementTransform } from "../../volume/transform";
import { volume } from "../../volume/volume";
import type { Reference } from "./context";
import { atMost, type ValidationRow } from "./row";

/** A volume warped by a known field: out(x) = in(x + u(x)), trilinear, 0 outside. */
export function warpRows(reference: Reference): ValidationRow[] {
  const input = readNifti(
    reference.read("registration-warp", "to_transform.nii.gz"),
    "to_transform",
  );
  const truth = readNifti(
    reference.read("registration-warp", "ground_truth.nii.gz"),
    "ground_truth",
  );
  const raw = fieldOf(reference, input.grid);
  const moved = resample(volume("image", input.grid, input.values), input.grid, raw, {
    mode: "linear",
    outside: 0,
  });
  const errors = moved.values.map((value, i) => Math.abs(value - truth.values[i]!));
  const mean = errors.reduce((sum, e) => sum + e, 0) / errors.length;
  const source = "STIR, test of its B-spline transformations";
  return [
    atMost("warped volume: mean difference", source, "grey levels", mean, 0.08),
    atMost("warped volume: 99th percentile", source, "grey levels", percentileOf(errors, 99), 0.5),
  ];
}

/** STIR's field: three planes along the NIfTI axes, in mm of that file's own directions. */
function fieldOf(reference: Reference, grid: Grid): DisplacementTransform {
  const bytes = reference.read("registration-warp", "disp_4D.nii.gz");
  const data = gunzipSync(bytes);
  const view = new DataView(data.buffer, data.byteOffset);
  const offset = view.getFloat32(108, true);
  const count = voxelCount(grid);
  const plane = (c: number) =>
    Float32Array.from({ length: count }, (_, i) =>
      view.getFloat32(offset + 4 * (c * count + i), true),
    );
  const along = [plane(0), plane(1), plane(2)];
  const toPatient = (c: number) =>
    Float32Array.from({ length: count }, (_, i) =>
      grid.axes.reduce((sum, axis, a) => sum + axis[c]! * along[a]![i]!, 0),
    );
  return { kind: "displacement", grid, fieldMm: [toPatient(0), toPatient(1), toPatient(2)] };
}
