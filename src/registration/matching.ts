import type { Dispatch } from "../gpu/kernel";

/** How a deformation sees whether the images agree. */
export type DeformableMetric = "lncc" | "nmi";

/** Turns a fixed and a warped image into forces. Owns the buffers it needs; `release` gives them back. */
export interface Matching {
  /** Launches that warp (the launch given) and fill the force: three planes, and a fourth above 0 where a voxel was looked at. May submit the first of them itself. */
  readonly forces: (warp: Dispatch) => Promise<readonly Dispatch[]>;
  /** How well the images of the last forces agree, where that is known without looking at the fourth plane; the larger the better. */
  readonly agreement: () => number | undefined;
  readonly release: () => void;
}

/** The buffers of a deformation that a matching reads and fills. */
export interface MatchingBuffers {
  readonly warped: GPUBuffer;
  readonly force: GPUBuffer;
}
