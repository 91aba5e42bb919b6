import { csvNumber, csvText, readCsv } from "../formats/csv";
import type { Landmark } from "../registration/landmarks";
import type { Triple } from "../volume/grid";

/** Pairs of points from a table with the columns fixed_x_mm, fixed_y_mm, fixed_z_mm, moving_x_mm, moving_y_mm, moving_z_mm (LPS) and, if wanted, name. */
export function readLandmarks(text: string, fileName: string): Landmark[] {
  const table = readCsv(text, fileName);
  return table.rows.map((row, n) => {
    const point = (image: "fixed" | "moving"): Triple => [
      csvNumber(table, row, `${image}_x_mm`),
      csvNumber(table, row, `${image}_y_mm`),
      csvNumber(table, row, `${image}_z_mm`),
    ];
    const name = table.columns.includes("name") ? csvText(table, row, "name") : `${n + 1}`;
    return { name, fixedMm: point("fixed"), movingMm: point("moving") };
  });
}
