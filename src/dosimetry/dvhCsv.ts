import { csvCell, csvFile } from "../formats/csv";
import type { DoseQuantity, Dvh } from "./dvh";
import { cumulativeMl, doseMetrics } from "./dvhMetrics";

/** Every how many bins the curve is written: 1025 points a structure, 0.1 % of its maximum apart. */
const BINS_PER_POINT = 4;

/**
 * Cumulative curves as CSV: structure, dose, mL and percent of the structure that receive at least that dose.
 * The dose column is named for its unit: dose_Gy, dose_Gy_per_GBq or bed_Gy. All DVHs must have the same quantity.
 */
export function dvhCsv(dvhs: readonly Dvh[]): string {
  const lines = [`structure,${doseColumn(quantityOf(dvhs))},volume_mL,volume_percent`];
  for (const dvh of dvhs) {
    const cumulative = cumulativeMl(dvh);
    for (let b = 0; b < cumulative.length; b += BINS_PER_POINT) {
      const ml = cumulative[b]!;
      const percent = (100 * ml) / cumulative[0]!;
      lines.push(row(dvh.name, [b * dvh.binWidthGy, ml, percent]));
    }
  }
  return csvFile(lines);
}

/** One line a structure: volume, then minimum, D98, D95, D50, mean, D2 and maximum. All DVHs must have the same quantity. */
export function dvhMetricsCsv(dvhs: readonly Dvh[]): string {
  const unit = doseColumn(quantityOf(dvhs)).replace(/^dose_/, "");
  const columns = ["min", "D98", "D95", "D50", "mean", "D2", "max"].map(
    (name) => `${name}_${unit}`,
  );
  const lines = [`structure,volume_mL,${columns.join(",")}`];
  for (const dvh of dvhs) {
    const m = doseMetrics(dvh);
    const doses = [m.minGy, m.d98Gy, m.d95Gy, m.d50Gy, m.meanGy, m.d2Gy, m.maxGy];
    lines.push(row(dvh.name, [dvh.volumeMl, ...doses]));
  }
  return csvFile(lines);
}

const DOSE_COLUMN: Readonly<Record<DoseQuantity, string>> = {
  doseGy: "dose_Gy",
  doseGyPerGBq: "dose_Gy_per_GBq",
  bedGy: "bed_Gy",
};

const doseColumn = (quantity: DoseQuantity) => DOSE_COLUMN[quantity];

function quantityOf(dvhs: readonly Dvh[]): DoseQuantity {
  const quantity = dvhs[0]?.quantity ?? "doseGy";
  if (dvhs.some((dvh) => dvh.quantity !== quantity))
    throw new Error("One table cannot hold DVHs of different quantities");
  return quantity;
}

const row = (name: string, numbers: readonly number[]) =>
  [csvCell(name), ...numbers.map(digits)].join(",");

/** Seven significant digits, as many as f32 doses carry. */
const digits = (x: number) => String(Number(x.toPrecision(7)));
