import { describe, expect, test } from "vitest";
import { DEFAULT_LOOK, NO_IMAGES, type SliceLook } from "../../../src/gpu/slice/sliceLook";
import { fitCamera } from "../../../src/gpu/slice/slicePlane";
import type { Triple } from "../../../src/volume/grid";
import { maskFromValues } from "../../../src/volume/mask";
import { withGpu } from "../../support/gpu";
import { type Picture, paintSlice } from "../../support/picture";
import { volumeOf } from "../../support/shapes";
import { CAMERA, CENTRE, count, distance, GRID, OBLIQUE, redRadii } from "../../support/slices";

test("the CT is black at the lower and white at the upper end of the window, and linear between", () =>
  withGpu(async (gpu) => {
    const anatomy = volumeOf("hounsfield", GRID, ([x]) => 10 * (x - CENTRE[0]));
    const look = { ...DEFAULT_LOOK, window: { levelHu: 40, widthHu: 400 } };
    const picture = await paintSlice(gpu, { ...NO_IMAGES, anatomy }, CAMERA, look);

    for (const x of [60, 100, 128, 150, 170]) {
      const hu = 10 * (x + 0.5 - 128) * 0.4;
      const grey = Math.min(255, Math.max(0, (255 * (hu + 160)) / 400));
      expect(Math.abs(picture.at(x, 128)[0] - grey)).toBeLessThan(2);
    }
  }));

describe("orientation", () => {
  const marks = {
    right: [CENTRE[0] - 30, CENTRE[1], CENTRE[2]],
    front: [CENTRE[0], CENTRE[1] - 30, CENTRE[2]],
    head: [CENTRE[0], CENTRE[1], CENTRE[2] + 30],
  } as const satisfies Record<string, Triple>;
  const places = [
    ["axial", "radiological", "right", "left"],
    ["axial", "radiological", "front", "top"],
    ["coronal", "radiological", "right", "left"],
    ["coronal", "radiological", "head", "top"],
    ["sagittal", "radiological", "front", "left"],
    ["sagittal", "radiological", "head", "top"],
    ["axial", "neurological", "right", "right"],
    ["axial", "neurological", "front", "top"],
    ["coronal", "neurological", "right", "right"],
    ["sagittal", "neurological", "front", "left"],
  ] as const;

  test.each(places)(
    "%s %s: the patient's %s is %s in the picture",
    (plane, convention, mark, side) =>
      withGpu(async (gpu) => {
        const anatomy = volumeOf("hounsfield", OBLIQUE, (p) =>
          distance(p, marks[mark]) < 9 ? 1000 : -1000,
        );
        const camera = fitCamera(OBLIQUE, plane, convention, { width: 256, height: 256 });
        const picture = await paintSlice(gpu, { ...NO_IMAGES, anatomy }, camera, DEFAULT_LOOK);

        const { x, y } = brightCentre(picture);
        const expected = { left: x < 100, right: x > 156, top: y < 100 }[side];
        expect({ x, y, [side]: expected }).toMatchObject({ [side]: true });
      }),
  );
});

describe("outlines", () => {
  const ball = (name: string, radiusMm: number) => {
    const filledShare = volumeOf("fraction", OBLIQUE, (p) =>
      Math.min(1, Math.max(0, 0.5 + (radiusMm - distance(p, CENTRE)) / 3)),
    );
    const mask = maskFromValues(OBLIQUE, filledShare.values);
    return { id: name, name, role: "organ" as const, mask, source: "test" };
  };
  const only = (id: string): SliceLook => ({
    ...DEFAULT_LOOK,
    structures: { [id]: { colour: "#ff0000", visible: true } },
  });

  test.each([1, 40, 100])(
    "of %i balls each lie on the surface of their ball, to a tenth of a voxel",
    (count) =>
      withGpu(async (gpu) => {
        const structures = Array.from({ length: count }, (_, s) => ball(`${s}`, 20 + (s % 7)));

        for (const s of [0, count - 1]) {
          const images = { ...NO_IMAGES, structures };
          const radii = redRadii(await paintSlice(gpu, images, CAMERA, only(`${s}`)));
          for (const radius of radii)
            expect(Math.abs(radius - (20 + (s % 7)) / 0.4)).toBeLessThan(0.3 / 0.4);
        }
      }),
  );

  test("of hidden structures are not drawn", () =>
    withGpu(async (gpu) => {
      const images = { ...NO_IMAGES, structures: [ball("a", 20)] };
      const picture = await paintSlice(gpu, images, CAMERA, only("b"));

      expect(count(picture, ([r]) => r > 100)).toBe(0);
    }));
});

function brightCentre(picture: Picture) {
  let n = 0;
  let x = 0;
  let y = 0;
  count(picture, ([r], i, j) => {
    if (r < 128) return false;
    n++;
    x += i;
    y += j;
    return true;
  });
  expect(n).toBeGreaterThan(10);
  return { x: x / n, y: y / n };
}
