/** How the activities of structures are corrected for the camera's resolution. */
export const PARTIAL_VOLUME_METHODS = ["transferMatrix", "recovery", "none"] as const;
export type PartialVolumeMethod = (typeof PARTIAL_VOLUME_METHODS)[number];
