import type { Triple } from "../../src/volume/grid";

/** From where the patient is looked at: around the long axis from the front towards the left side, then up towards the head. */
export interface Orbit {
  readonly azimuthDeg: number;
  readonly elevationDeg: number;
  /** 1 shows everything. */
  readonly zoom: number;
}

/** From the front, a little from the left and above. */
export const FROM_THE_FRONT: Orbit = { azimuthDeg: 20, elevationDeg: 12, zoom: 1 };

/** Directions in patient space: towards the viewer, and to the right and upwards on the screen. */
export interface ViewAxes {
  readonly towardsViewer: Triple;
  readonly right: Triple;
  readonly up: Triple;
}

export function viewAxes({ azimuthDeg, elevationDeg }: Orbit): ViewAxes {
  const a = (azimuthDeg * Math.PI) / 180;
  const e = (elevationDeg * Math.PI) / 180;
  return {
    towardsViewer: [Math.sin(a) * Math.cos(e), -Math.cos(a) * Math.cos(e), Math.sin(e)],
    right: [Math.cos(a), Math.sin(a), 0],
    up: [-Math.sin(a) * Math.sin(e), Math.cos(a) * Math.sin(e), Math.cos(e)],
  };
}

/** Turned by angles on the screen: right brings the patient's right side forward as if the body was dragged. */
export const turned = (orbit: Orbit, rightDeg: number, downDeg: number): Orbit => ({
  ...orbit,
  azimuthDeg: (orbit.azimuthDeg - rightDeg) % 360,
  elevationDeg: Math.min(89, Math.max(-89, orbit.elevationDeg + downDeg)),
});

export const nearer = (orbit: Orbit, factor: number): Orbit => ({
  ...orbit,
  zoom: Math.min(12, Math.max(0.4, orbit.zoom * factor)),
});
