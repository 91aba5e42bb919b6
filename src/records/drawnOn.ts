import type { Grid } from "../volume/grid";

/** An image that contours may have been drawn on; a dose has no series that a structure set would name. */
export interface Drawable {
  readonly id: string;
  readonly seriesUid?: string;
  readonly frameOfReferenceUid: string | undefined;
  readonly grid: Grid;
}

/** The image that a structure set names, or else one in its frame of reference. */
export const drawnOn = (
  drawables: readonly Drawable[],
  referencedSeriesUids: readonly string[],
  frameOfReferenceUid: string | undefined,
): Drawable | undefined =>
  drawables.find(({ seriesUid }) => referencedSeriesUids.some((uid) => uid === seriesUid)) ??
  drawables.find(
    (image) =>
      frameOfReferenceUid !== undefined && image.frameOfReferenceUid === frameOfReferenceUid,
  );
