import type { Window } from "../src/gpu/slice/sliceLook";
import { planeAxes, type SliceCamera } from "../src/gpu/slice/slicePlane";
import type { Triple } from "../src/volume/grid";

/** What a drag over a slice does. */
export type Gesture = "crosshair" | "window" | "pan" | "zoom";

/** Left button: crosshair, with Shift or Ctrl window and level; middle button: pan; right button: zoom. */
export function gestureOf({
  button,
  shiftKey,
  ctrlKey,
}: Pick<PointerEvent, "button" | "shiftKey" | "ctrlKey">): Gesture {
  if (button === 1) return "pan";
  if (button === 2) return "zoom";
  return shiftKey || ctrlKey ? "window" : "crosshair";
}

/** What a key asks of a slice, or undefined. Steps count towards the feet, the back and the left. */
export function keyRequest(key: string): KeyRequest | undefined {
  return KEYS[key];
}

export type KeyRequest =
  | { readonly kind: "step"; readonly slices: number }
  | { readonly kind: "zoom"; readonly factor: number }
  | { readonly kind: "reset" };

const step = (slices: number): KeyRequest => ({ kind: "step", slices });
const ZOOM_STEP = 1.2;
const KEYS: Readonly<Record<string, KeyRequest>> = {
  ArrowDown: step(1),
  ArrowRight: step(1),
  ArrowUp: step(-1),
  ArrowLeft: step(-1),
  PageDown: step(5),
  PageUp: step(-5),
  "+": { kind: "zoom", factor: ZOOM_STEP },
  "=": { kind: "zoom", factor: ZOOM_STEP },
  "-": { kind: "zoom", factor: 1 / ZOOM_STEP },
  z: { kind: "reset" },
};

/** The point `slices` further across the plane: axial slices go to the feet, coronal ones to the back, sagittal ones to the left. */
export function steppedMm(
  pointMm: Triple,
  camera: Pick<SliceCamera, "plane" | "convention">,
  slices: number,
  stepMm: number,
): Triple {
  const { normalAxis } = planeAxes(camera.plane, camera.convention);
  const towards = normalAxis === 2 ? -1 : 1;
  return pointMm.map((c, i) =>
    i === normalAxis ? c + towards * slices * stepMm : c,
  ) as unknown as Triple;
}

/** The camera moved so that the picture follows the pointer by (dx, dy) pixels. */
export function panned(camera: SliceCamera, dx: number, dy: number): SliceCamera {
  const { right, down } = planeAxes(camera.plane, camera.convention);
  const s = camera.mmPerPixel;
  const moved = (c: 0 | 1 | 2) => camera.centreMm[c] - s * (dx * right[c] + dy * down[c]);
  return { ...camera, centreMm: [moved(0), moved(1), moved(2)] };
}

/** Closer by `factor` (above 1), within 0.02 and 20 mm a pixel. */
export const zoomed = (camera: SliceCamera, factor: number): SliceCamera => ({
  ...camera,
  mmPerPixel: Math.min(20, Math.max(0.02, camera.mmPerPixel / factor)),
});

/** Right widens the window, down raises the level: by its own size over 300 pixels, so that narrow windows are set finely. */
export function draggedWindow({ levelHu, widthHu }: Window, dx: number, dy: number): Window {
  const huPerPixel = Math.max(0.25, widthHu / 300);
  return {
    levelHu: levelHu + dy * huPerPixel,
    widthHu: Math.min(8000, Math.max(1, widthHu + dx * huPerPixel)),
  };
}
