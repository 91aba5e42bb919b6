import { unzlibSync } from "fflate";
import { type Grid, PATIENT_AXES } from "../../volume/grid";
import { type Quantity, type Volume, volume } from "../../volume/volume";
import type { Reference } from "./context";

/** A two-dimensional MetaImage of bytes (as ITK's examples are) as a volume of one slice. */
export function readSlice(reference: Reference, folder: string, name: string): Volume<Quantity> {
  const header = new TextDecoder().decode(reference.read(folder, `${name}.mhd`));
  const field = (key: string) =>
    new RegExp(`^${key} = (.*)$`, "m").exec(header)?.[1]?.trim().split(/\s+/) ?? [];
  const [nx, ny] = field("DimSize").map(Number) as [number, number];
  const [a, b, c, d] = field("TransformMatrix").map(Number) as [number, number, number, number];
  const packed = field("CompressedData")[0] === "True";
  const raw = reference.read(folder, `${name}.raw`);
  // A file may have been unpacked since its header was written.
  const bytes = packed && raw.length < nx * ny ? unzlibSync(raw) : raw;
  const length = Math.hypot(a, b);
  const axes: Grid["axes"] = [
    [a / length, b / length, 0],
    [c / length, d / length, 0],
    PATIENT_AXES[2],
  ];
  const grid: Grid = { size: [nx, ny, 1], spacingMm: [1, 1, 1], originMm: [0, 0, 0], axes };
  return volume<Quantity>("image", grid, Float32Array.from(bytes.subarray(0, nx * ny)));
}
