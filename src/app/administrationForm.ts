import { InputError } from "../inputError";
import { nuclide } from "../physics/nuclides";
import { HOUR_S } from "../physics/units";
import {
  hoursBetween,
  type NetAdministered,
  netAdministered,
} from "../quantification/administered";
import type { Case } from "../records/caseFile";
import { numberIn, numberRows, typedRows } from "./typedRows";

type Administered = Case["administration"];

/** What the page asks of an administration, as it is typed; empty texts say nothing. */
export interface AdministrationForm {
  readonly activityMBq: string;
  /** ISO 8601 with an offset, as all times. */
  readonly at: string;
  /** "diagnostic", "therapy", or not said. */
  readonly purpose: string;
  readonly assayMBq: string;
  readonly assayAt: string;
  /** where, MBq, time: a line each. */
  readonly residues: string;
  readonly extravasatedPercent: string;
  /** nuclide, half-life in h, % of the activity at the assay: a line each. */
  readonly impurities: string;
  /** hours, % of the administered that had left by then, decay taken out: a line each. */
  readonly excretion: string;
}

export type AdministrationKey = keyof AdministrationForm;

/** The form as the case has it. */
export function administrationForm({ activityMBq, at, purpose, assay, excretion }: Administered) {
  const lines = (rows: readonly (readonly (string | number)[])[] | undefined) =>
    (rows ?? []).map((row) => row.join(", ")).join("\n");
  return {
    activityMBq: String(activityMBq),
    at: at ?? "",
    purpose: purpose ?? "",
    assayMBq: assay ? String(assay.activityMBq) : "",
    assayAt: assay?.at ?? "",
    residues: lines(assay?.residues?.map((r) => [r.where, r.activityMBq, r.at])),
    extravasatedPercent:
      assay?.extravasatedPercent === undefined ? "" : String(assay.extravasatedPercent),
    impurities: lines(assay?.impurities?.map((i) => [i.nuclide, i.halfLifeH, i.percent])),
    excretion: lines(excretion?.map((e) => [e.hoursAfterAdministration, e.percent])),
  } satisfies AdministrationForm;
}

/**
 * The administration as typed, for the case to be calculated with.
 *
 * @throws InputError naming the field.
 */
export function administrationFrom(
  form: AdministrationForm,
  { assay: _, excretion: __, at: ___, purpose: ____, ...before }: Administered,
): Administered {
  const at = form.at.trim();
  const assay = assayFrom(form);
  if (assay && at === "")
    throw new InputError("time of the administration: needed beside the assay");
  const excretion = numberRows(form.excretion, "excreted", ["hours", "percent"]);
  return {
    ...before,
    activityMBq: numberIn(form.activityMBq, "administered activity, MBq"),
    ...(at === "" ? {} : { at }),
    ...(form.purpose === "diagnostic" || form.purpose === "therapy"
      ? { purpose: form.purpose }
      : {}),
    ...(assay ? { assay } : {}),
    ...(excretion.length === 0
      ? {}
      : {
          excretion: excretion.map(([hours, percent]) => ({
            hoursAfterAdministration: hours!,
            percent: percent!,
          })),
        }),
  };
}

function assayFrom(form: AdministrationForm): Administered["assay"] {
  const residues = typedRows(form.residues, "residue", ["where", "MBq", "time"]);
  const impurities = typedRows(form.impurities, "impurity", [
    "nuclide",
    "half-life in h",
    "percent",
  ]);
  const anything = [form.assayMBq, form.assayAt, form.extravasatedPercent].some(
    (text) => text.trim() !== "",
  );
  if (!anything && residues.length === 0 && impurities.length === 0) return undefined;
  if (form.assayAt.trim() === "") throw new InputError("time of the assay: expected a time");
  return {
    activityMBq: numberIn(form.assayMBq, "assay, MBq"),
    at: form.assayAt.trim(),
    ...(residues.length === 0
      ? {}
      : {
          residues: residues.map(([where, mbq, time]) => ({
            where: where!,
            activityMBq: numberIn(mbq!, `residue in ${where}, MBq`),
            at: time!,
          })),
        }),
    ...(form.extravasatedPercent.trim() === ""
      ? {}
      : { extravasatedPercent: numberIn(form.extravasatedPercent, "extravasated, %") }),
    ...(impurities.length === 0
      ? {}
      : {
          impurities: impurities.map(([name, halfLife, percent]) => ({
            nuclide: name!,
            halfLifeH: numberIn(halfLife!, `half-life of ${name}, h`),
            percent: numberIn(percent!, `share of ${name}, %`),
          })),
        }),
  };
}

/**
 * The account from the assay to what was administered; undefined without an assay.
 *
 * @throws InputError for residues beyond the assay, shares outside 0 to 100 % and times without an offset.
 */
export function netOf({ nuclide: name, at, assay }: Administered): NetAdministered | undefined {
  if (!assay || at === undefined) return undefined;
  return netAdministered({
    assayMBq: assay.activityMBq,
    assayHours: hoursBetween(at, assay.at),
    halfLifeH: nuclide(name).halfLifeS / HOUR_S,
    residues: (assay.residues ?? []).map((r) => ({ ...r, hours: hoursBetween(at, r.at) })),
    extravasatedShare: (assay.extravasatedPercent ?? 0) / 100,
    impurities: (assay.impurities ?? []).map((i) => ({ ...i, share: i.percent / 100 })),
  });
}
