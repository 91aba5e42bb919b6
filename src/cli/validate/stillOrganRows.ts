import { SAMPLE_LATER_CT_GRID, SAMPLE_PHANTOM } from "../../app/samplePatient";
import { registerDeformable } from "../../registration/registerDeformable";
import { simulateCt } from "../../volume/simulateScan";
import { quietWork } from "../../work";
import type { ValidationContext } from "./context";
import { atMost, type ValidationRow } from "./row";

const NOISE_HU = 12;

/** What a deformable registration makes of two CTs of organs without texture that lie exactly alike, each with noise of its own. */
export async function stillOrganRows({
  gpu,
}: Pick<ValidationContext, "gpu">): Promise<ValidationRow[]> {
  const image = (seed: number) => ({
    volume: simulateCt(SAMPLE_PHANTOM, SAMPLE_LATER_CT_GRID, NOISE_HU, seed),
    outside: -1000,
  });
  const { transform, jacobian } = await registerDeformable(
    gpu,
    { fixed: image(1), moving: image(2) },
    quietWork(),
  );
  const [x, y, z] = transform.fieldMm;
  const longestMm = x.reduce((most, u, i) => Math.max(most, Math.hypot(u, y[i]!, z[i]!)), 0);
  const voxels = longestMm / SAMPLE_LATER_CT_GRID.spacingMm[0];
  const change = Math.max(1 - jacobian.minimum, jacobian.maximum - 1);
  const what = `two CTs of a phantom that lies still, noise ${NOISE_HU} HU:`;
  const source = "own phantom; the truth is no motion";
  return [
    atMost(`${what} longest displacement found`, source, "voxels", voxels, 1),
    atMost(`${what} largest change of volume found`, source, "%", 100 * change, 20),
  ];
}
