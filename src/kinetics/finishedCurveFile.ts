import { csvCell, csvFile, csvNumber, csvText, readCsv } from "../formats/csv";
import { InputError } from "../inputError";
import { NOTICE } from "../notice";
import { nuclide } from "../physics/nuclides";
import type { FinishedCurve } from "./finishedCurve";

const SCHEMA = "gyre.finished-curves/1";
const COLUMNS =
  "curve,radiopharmaceutical,nuclide,organ,mass_g,time_h,administered_percent,sigma_percent";

export const curvesToJson = (curves: readonly FinishedCurve[]): string =>
  `${JSON.stringify({ schema: SCHEMA, notice: NOTICE, curves }, null, 2)}\n`;

/** One reading a row; rows of one curve carry its number. */
export const curvesToCsv = (curves: readonly FinishedCurve[]): string =>
  csvFile([
    COLUMNS,
    ...curves.flatMap((curve, c) =>
      curve.timesH.map((t, i) =>
        [
          c + 1,
          ...[curve.radiopharmaceutical, curve.nuclide, curve.organ].map(csvCell),
          curve.massG,
          t,
          curve.administeredPercent[i]!,
          curve.sigmaPercent?.[i] ?? "",
        ].join(","),
      ),
    ),
  ]);

/**
 * Curves of finished patients from such a file, JSON or CSV by its name.
 *
 * @throws InputError naming the file, the row or curve and the field that is wrong.
 */
export function readCurves(text: string, fileName: string): FinishedCurve[] {
  const curves = fileName.toLowerCase().endsWith(".csv")
    ? fromCsv(text, fileName)
    : fromJson(text, fileName);
  if (curves.length === 0)
    throw new InputError(`${fileName}: expected curves of patients, received none`);
  for (const [i, curve] of curves.entries()) checkCurve(curve, `${fileName}, curve ${i + 1}`);
  return curves;
}

function fromJson(text: string, fileName: string): FinishedCurve[] {
  let file: { schema?: unknown; curves?: unknown };
  try {
    file = JSON.parse(text);
  } catch {
    throw new InputError(`${fileName}: expected JSON of curves, received other text`);
  }
  if (file?.schema !== SCHEMA || !Array.isArray(file.curves))
    throw new InputError(
      `${fileName}: expected schema "${SCHEMA}" with curves, received ${JSON.stringify(file?.schema)}`,
    );
  return file.curves.map(
    ({
      radiopharmaceutical,
      nuclide,
      organ,
      massG,
      timesH,
      administeredPercent,
      sigmaPercent,
    }) => ({
      radiopharmaceutical,
      nuclide,
      organ,
      massG,
      timesH,
      administeredPercent,
      ...(sigmaPercent === undefined ? {} : { sigmaPercent }),
    }),
  );
}

function fromCsv(text: string, fileName: string): FinishedCurve[] {
  const table = readCsv(text, fileName);
  const byNumber = new Map<
    string,
    FinishedCurve & { timesH: number[]; administeredPercent: number[] }
  >();
  const sigmas = new Map<string, number[]>();
  for (const row of table.rows) {
    const number = csvText(table, row, "curve");
    const curve = byNumber.get(number) ?? {
      radiopharmaceutical: csvText(table, row, "radiopharmaceutical"),
      nuclide: csvText(table, row, "nuclide"),
      organ: csvText(table, row, "organ"),
      massG: csvNumber(table, row, "mass_g"),
      timesH: [],
      administeredPercent: [],
    };
    byNumber.set(number, curve);
    curve.timesH.push(csvNumber(table, row, "time_h"));
    curve.administeredPercent.push(csvNumber(table, row, "administered_percent"));
    if (table.columns.includes("sigma_percent") && csvText(table, row, "sigma_percent") !== "") {
      const own = sigmas.get(number) ?? [];
      own.push(csvNumber(table, row, "sigma_percent"));
      sigmas.set(number, own);
    }
  }
  return [...byNumber].map(([number, curve]) => {
    const sigmaPercent = sigmas.get(number);
    return sigmaPercent ? { ...curve, sigmaPercent } : curve;
  });
}

function checkCurve(curve: FinishedCurve, where: string): void {
  const expectThat = (holds: boolean, field: string, what: string, value: unknown) => {
    if (!holds)
      throw new InputError(
        `${where}: ${field} expects ${what}, received ${JSON.stringify(value) ?? "nothing"}`,
      );
  };
  for (const field of ["radiopharmaceutical", "nuclide", "organ"] as const)
    expectThat(isText(curve?.[field]), field, "text", curve?.[field]);
  try {
    nuclide(curve.nuclide);
  } catch (error) {
    throw new InputError(`${where}: nuclide: ${(error as Error).message}`);
  }
  expectThat(isPositive(curve.massG), "massG", "grams above 0", curve.massG);
  for (const field of ["timesH", "administeredPercent"] as const)
    expectThat(
      Array.isArray(curve[field]) && curve[field].length > 0 && curve[field].every(isPositive),
      field,
      "numbers above 0",
      curve[field],
    );
  expectThat(
    curve.timesH.length === curve.administeredPercent.length,
    "administeredPercent",
    `${curve.timesH.length} values, one a time`,
    curve.administeredPercent,
  );
  if (curve.sigmaPercent !== undefined)
    expectThat(
      Array.isArray(curve.sigmaPercent) &&
        curve.sigmaPercent.length === curve.timesH.length &&
        curve.sigmaPercent.every(isPositive),
      "sigmaPercent",
      `${curve.timesH.length} numbers above 0, one a time`,
      curve.sigmaPercent,
    );
  expectThat(
    new Set(curve.timesH).size === curve.timesH.length,
    "timesH",
    "every time once",
    curve.timesH,
  );
  expectThat(
    Math.max(...curve.administeredPercent) <= 100,
    "administeredPercent",
    "at most 100 % of the administered activity",
    curve.administeredPercent,
  );
}

const isText = (value: unknown): boolean => typeof value === "string" && value.trim() !== "";
const isPositive = (value: unknown): boolean =>
  typeof value === "number" && Number.isFinite(value) && value > 0;
