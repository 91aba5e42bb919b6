import { expect, test } from "vitest";
import { alignmentItems } from "../../src/app/report/alignments";
import type { Alignment } from "../../src/registration/alignTimePoints";
import { PATIENT_AXES } from "../../src/volume/grid";
import type { EmissionScan } from "../../src/volume/study";
import { IDENTITY } from "../../src/volume/transform";

const scans = ["early", "late", "last", "hand"].map(
  (id) => ({ id, label: `${id} scan` }) as EmissionScan,
);
const aligned = (scanId: string, more: Partial<Alignment>): Alignment => ({
  scanId,
  transform: IDENTITY,
  by: "CT",
  correlation: { before: 0.91234, after: 0.99 },
  notes: [],
  structures: [],
  ...more,
});
const jacobian = { minimum: 0.9, mean: 1.01, maximum: 1.1, folded: 0 };
const plane = new Float32Array(8);
const residual = {
  kind: "displacement" as const,
  grid: { size: [2, 2, 2], spacingMm: [1, 1, 1], originMm: [0, 0, 0], axes: PATIENT_AXES } as const,
  fieldMm: [plane, plane, plane] as const,
};

test("the report says of each scan but the reference how it was aligned, by what, how well, and what volumes did", () => {
  const items = alignmentItems(scans, [
    aligned("early", { by: "reference", correlation: undefined }),
    aligned("late", { method: "deformable", jacobian, deformation: { residual, jacobian } }),
    aligned("last", { by: "headers", correlation: undefined, notes: ["Look at it."] }),
    aligned("hand", { by: "user", correlation: undefined }),
  ]);

  expect(items).toEqual([
    {
      name: "Alignment of late scan",
      value:
        "deformable by CT; correlation 0.912 by the headers, 0.990 after; volumes ×0.90 to ×1.10 (Jacobian, mean ×1.010), folded voxels 0",
    },
    { name: "Alignment of last scan", value: "by the headers alone; Look at it." },
    { name: "Alignment of hand scan", value: "placed by hand" },
  ]);
});
