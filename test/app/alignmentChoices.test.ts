import { describe, expect, test } from "vitest";
import { methodOf, placementsKept, withMethod } from "../../src/app/alignmentMethods";
import { pixelOf, pointAt } from "../../src/app/alignmentSlice";
import { deformationPicture } from "../../src/app/deformationPicture";
import { fitToLandmarks, landmarkResiduals } from "../../src/app/landmarkFit";
import { readTransformText } from "../../src/app/transformText";
import { writeItkTransform } from "../../src/formats/transforms/itkText";
import { writeTransformJson } from "../../src/formats/transforms/json";
import { rigidMap } from "../../src/registration/linearParameters";
import type { Triple } from "../../src/volume/grid";
import { IDENTITY, pointMover } from "../../src/volume/transform";
import { centredGrid } from "../support/shapes";

const TURNED = rigidMap({ shiftMm: [5, -3, 8], turnDegrees: [0, 0, 10] }, [0, 0, 0]);

describe("the way of a scan", () => {
  const all = { registration: "rigid", registrationOf: {} } as const;

  test("may be its own, and is none of its own where it is that of all", () => {
    const own = withMethod(all, "deformable", "late");

    expect([methodOf(own, "late"), methodOf(own, "early")]).toEqual(["deformable", "rigid"]);
    expect(withMethod(own, "rigid", "late")).toEqual(all);
    expect(withMethod(own, "affine")).toEqual({ registration: "affine", registrationOf: {} });
  });

  test("chosen anew takes a placement by hand away; others stay", () => {
    const before = { ...all, alignmentOf: { early: TURNED, late: TURNED } };

    expect(placementsKept(before, withMethod(all, "affine", "late"))).toEqual({ early: TURNED });
  });
});

describe("landmarks", () => {
  const pair = (name: string, fixedMm: Triple) => ({
    name,
    fixedMm,
    movingMm: pointMover(TURNED)(fixedMm),
  });
  const three = [pair("1", [0, 0, 0]), pair("2", [80, 0, 0]), pair("3", [0, 60, 30])];

  test("that follow a rigid motion give it, and nothing is left between them", () => {
    const { transform, reason } = fitToLandmarks(three);

    expect(reason).toBeUndefined();
    const { rmsMm } = landmarkResiduals(three, pointMover(transform));
    expect(rmsMm!).toBeLessThan(1e-9);
    expect(landmarkResiduals(three, pointMover(IDENTITY)).rmsMm!).toBeGreaterThan(9);
  });

  test("of fewer than three, or on a line, only shift, and say why", () => {
    const onALine = [...three.slice(0, 2), pair("3", [40, 0, 0])];

    expect(fitToLandmarks(three.slice(0, 2))).toMatchObject({
      transform: { kind: "translation" },
      reason: expect.stringMatching(/Shifted only, not turned: landmarks: 2 pairs/),
    });
    expect(fitToLandmarks(onALine).reason).toMatch(/one line/);
    expect(() => fitToLandmarks([])).toThrow(/0 pairs/);
  });
});

test("a placement comes back from our JSON and from ITK's text, known as rigid", () => {
  for (const [text, name] of [
    [writeTransformJson(TURNED), "a.json"],
    [writeItkTransform(TURNED), "a.tfm"],
  ] as const) {
    const read = readTransformText(text, name);
    expect(read.kind).toBe("rigid");
    read.matrix.forEach((entry, e) => {
      expect(entry).toBeCloseTo(TURNED.matrix[e]!, 12);
    });
  }
  expect(() => readTransformText("x", "a.tfm")).toThrow(/a\.tfm: expected an ITK transform/);
});

describe("a slice", () => {
  const frame = {
    width: 40,
    height: 30,
    originMm: [-78, 4, 58] as const,
    rightMm: [4, 0, 0] as const,
    downMm: [0, 0, -4] as const,
  };

  test("takes pixels to points and back", () => {
    const point = pointAt(frame, 12.5, 7);

    expect(point).toEqual([-28, 4, 30]);
    expect(pixelOf(frame, [-28, 10, 30])).toEqual({ x: 12.5, y: 7, awayMm: 6 });
  });

  test("of a field that swells shows its growth, its displacements and lines further in", () => {
    const grid = centredGrid([20, 20, 20], 10);
    const at = (axis: 0 | 1 | 2) =>
      Float32Array.from({ length: 8000 }, (_, n) => {
        const voxel = [n % 20, Math.floor(n / 20) % 20, Math.floor(n / 400)][axis]!;
        return 0.1 * (voxel * 10 + grid.originMm[axis]);
      });
    const residual = { kind: "displacement", grid, fieldMm: [at(0), at(1), at(2)] } as const;
    const jacobian = { minimum: 1.331, mean: 1.331, maximum: 1.331, folded: 0 };
    const shown = (as: "grid" | "displacement" | "volume change") =>
      deformationPicture(frame, { residual, jacobian }, as);

    expect(shown("volume change").legend).toContain("×1.33 to ×1.33");
    expect(shown("displacement").legend).toMatch(/most in this slice 9\.\d mm/);
    const row = shown("grid").pixels.subarray(4 * 12 * 40, 4 * 13 * 40);
    const lines = [...row.keys()].filter((n) => n % 4 === 3 && row[n]! > 0).length;
    // From -85.8 to 85.8 mm of the scan: lines at -80, -60, … 80 mm.
    expect(lines).toBe(9);
  });
});
