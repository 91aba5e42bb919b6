import type { Gpu } from "../gpu/gpu";
import type { Landmark, LandmarkFit } from "../registration/landmarks";
import type { DeformableResult } from "../registration/registerDeformable";
import type { LinearResult } from "../registration/registerLinear";

/** What `gyre register` prints: docs/schemas/register.schema.json. `landmarks` are those of a LandmarkFit, in its order. */
export function registerReport(
  type: string,
  gpu: Gpu,
  linear: LinearResult | LandmarkFit,
  deformed: DeformableResult | undefined,
  landmarks: readonly Landmark[],
) {
  return {
    schema: "gyre.register/1",
    type,
    adapter: gpu.adapterName,
    linear: "metric" in linear ? byImages(linear) : null,
    landmarks: "rmsMm" in linear ? byLandmarks(linear, landmarks) : null,
    deformable: deformed
      ? {
          metric: deformed.metric,
          before: deformed.before,
          after: deformed.after,
          iterations: deformed.iterations,
          jacobian: deformed.jacobian,
        }
      : null,
  };
}

const byImages = ({ transform, metric, before, after, overlap, evaluations }: LinearResult) => ({
  kind: transform.kind,
  metric,
  before,
  after,
  overlap,
  evaluations,
});

const byLandmarks = (
  { transform, rmsMm, residualsMm }: LandmarkFit,
  landmarks: readonly Landmark[],
) => ({
  kind: transform.kind,
  rmsMm,
  points: landmarks.map(({ name }, n) => ({ name, residualMm: residualsMm[n]! })),
});
