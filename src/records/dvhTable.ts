import { readCsv } from "../formats/csv";
import { InputError } from "../inputError";

/** One cumulative curve of dvh.csv at equal steps of dose from 0 on. */
export interface DvhCurve {
  readonly structure: string;
  readonly stepGyPerGBq: number;
  /** mL with at least step·n, from the whole volume down to 0. */
  readonly cumulativeMl: readonly number[];
}

const COLUMNS = ["structure", "dose_Gy_per_GBq", "volume_mL", "volume_percent"];

/**
 * The curves of a plan's dvh.csv, in the order of the file; each begins at dose 0.
 *
 * @throws InputError for other columns (a dose in Gy is for one activity), text in place of numbers, or a curve that rises.
 */
export function readDvhTable(text: string, fileName: string): DvhCurve[] {
  const { columns, rows } = readCsv(text, fileName);
  if (columns.join() !== COLUMNS.join())
    throw new InputError(
      `${fileName}: expected the columns ${COLUMNS.join(", ")}, received ${columns.join(", ")}`,
    );
  const curves: { structure: string; doses: number[]; ml: number[] }[] = [];
  for (const { line, cells } of rows) {
    const [structure, dose, ml] = [cells[0]!, Number(cells[1]), Number(cells[2])];
    if (!(Number.isFinite(dose) && Number.isFinite(ml)))
      throw new InputError(`${fileName}:${line}: expected numbers, received ${cells.join(", ")}`);
    if (dose === 0) curves.push({ structure, doses: [], ml: [] });
    const curve = curves.at(-1);
    if (curve?.structure !== structure || ml > (curve.ml.at(-1) ?? ml))
      throw new InputError(
        `${fileName}:${line}: expected the curve of one structure from dose 0 on, its volume falling`,
      );
    curve.doses.push(dose);
    curve.ml.push(ml);
  }
  return curves.map(({ structure, doses, ml }) => ({
    structure,
    stepGyPerGBq: doses.length > 1 ? doses.at(-1)! / (doses.length - 1) : 0,
    cumulativeMl: ml,
  }));
}
