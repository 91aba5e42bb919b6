import { InputError } from "../inputError";
import { alignLandmarks, type Landmark } from "../registration/landmarks";
import type { LinearTransform, PointMap } from "../volume/transform";

/** What points that were seen in both scans ask for. */
export interface LandmarkPlacement {
  readonly transform: LinearTransform;
  /** Why it is no rigid one; undefined where it is. */
  readonly reason: string | undefined;
}

/** The rigid placement that brings points closest to their partners; a shift alone where they are too few or lie on one line. */
export function fitToLandmarks(landmarks: readonly Landmark[]): LandmarkPlacement {
  try {
    return { transform: alignLandmarks(landmarks, "rigid").transform, reason: undefined };
  } catch (error) {
    if (!(error instanceof InputError) || landmarks.length === 0) throw error;
    const { transform } = alignLandmarks(landmarks, "translation");
    return { transform, reason: `Shifted only, not turned: ${error.message}.` };
  }
}

/** What is left between each pair where a map (reference → scan) puts it, mm, and the root of the mean square; undefined without pairs. */
export function landmarkResiduals(
  landmarks: readonly Landmark[],
  toScan: PointMap,
): { readonly residualsMm: readonly number[]; readonly rmsMm: number | undefined } {
  const residualsMm = landmarks.map(({ fixedMm, movingMm }) =>
    Math.hypot(...toScan(fixedMm).map((x, c) => x - movingMm[c]!)),
  );
  const mean = residualsMm.reduce((sum, r) => sum + r * r, 0) / residualsMm.length;
  return { residualsMm, rmsMm: residualsMm.length > 0 ? Math.sqrt(mean) : undefined };
}
