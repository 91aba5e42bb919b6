import type { Case } from "./caseSchema";

/** Where a setting can lie: beyond it is a slip of the unit. */
interface Range {
  readonly field: string;
  readonly of: (data: Case) => number | undefined;
  readonly least: number;
  readonly most: number;
  readonly unit: string;
}

const RANGES: readonly Range[] = [
  // Small-animal PET to a planar camera far away.
  { field: "resolutionFwhmMm", of: (c) => c.resolutionFwhmMm, least: 1, most: 40, unit: "mm" },
  // Inflated lung to compact bone.
  {
    field: "dose.kernelDensityGPerCm3",
    of: (c) => c.dose.kernelDensityGPerCm3,
    least: 0.1,
    most: 2.5,
    unit: "g/cm³",
  },
  {
    field: "kinetics.readingErrorPercent",
    of: (c) => c.kinetics.readingErrorPercent,
    least: 0.01,
    most: 100,
    unit: "%",
  },
  {
    field: "calibrationUncertaintyPercent",
    of: (c) => c.calibrationUncertaintyPercent,
    least: 0.01,
    most: 100,
    unit: "%",
  },
];

/** The first setting that lies where none can, as the end of a sentence; undefined where all can be. */
export function rangeFault(data: Case): string | undefined {
  for (const { field, of, least, most, unit } of RANGES) {
    const value = of(data);
    if (value !== undefined && (value < least || value > most))
      return `${field}: expected ${least} to ${most} ${unit}, received ${value}`;
  }
  return undefined;
}
