import { DVH_BINS, type Dvh } from "../../src/dosimetry/dvh";
import type { Limit } from "../../src/planning/limit";
import { type StructureDose, structureDoseFromDvh } from "../../src/planning/structureDose";

/** A DVH in which every dose from `fromGy` to `toGy` per GBq is equally likely. */
export function evenDvh(structureId: string, fromGy: number, toGy: number, volumeMl = 100): Dvh {
  const binWidthGy = toGy / DVH_BINS;
  const counts = Float64Array.from({ length: DVH_BINS }, (_, b) => {
    const overlap = Math.min((b + 1) * binWidthGy, toGy) - Math.max(b * binWidthGy, fromGy);
    return toGy > fromGy
      ? (volumeMl * Math.max(0, overlap)) / (toGy - fromGy)
      : b === DVH_BINS - 1
        ? volumeMl
        : 0;
  });
  return {
    structureId,
    name: structureId,
    quantity: "doseGyPerGBq",
    volumeMl,
    binWidthGy,
    counts,
    minGy: fromGy,
    meanGy: (fromGy + toGy) / 2,
    maxGy: toGy,
  };
}

/** An organ with that DVH. */
export const organ = (
  name: string,
  [fromGy, toGy]: readonly [number, number],
  facts: Partial<StructureDose> = {},
): StructureDose =>
  structureDoseFromDvh(evenDvh(name, fromGy, toGy), {
    role: "organ",
    massG: 150,
    effectiveHalfLifeH: 51,
    ...facts,
  });

/** A limit on the kidneys' mean dose of the course, or whatever `changes` make of it. */
export const limitOf = (value: number, changes: Partial<Limit> = {}): Limit => ({
  type: "limit",
  id: "kidney",
  label: "Kidney mean dose",
  organ: { tissue: "kidney", roles: ["organ"], names: ["kidney"] },
  metric: { kind: "mean" },
  value,
  unit: "Gy",
  per: "course",
  informational: false,
  source: "test",
  confirm: false,
  ...changes,
});
