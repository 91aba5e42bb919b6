import type { Goal } from "./goal";
import type { Limit } from "./limit";
import type { ReleaseWish } from "./patientData";

/** The activity that the label or practice gives, to compare with. Always per cycle. */
export type StandardActivity =
  | { readonly kind: "fixed"; readonly activityGBq: number }
  | { readonly kind: "range"; readonly fromGBq: number; readonly toGBq: number }
  | { readonly kind: "perKg"; readonly gbqPerKg: number; readonly atMostGBq?: number }
  /** A[GBq] = BSA − 0.2 + V_T/V_liver, from body height and weight and the CT. */
  | { readonly kind: "bodySurface" }
  /** Per kg of the perfused liver. */
  | { readonly kind: "perKgLiver"; readonly gbqPerKg: number }
  | { readonly kind: "byDosimetry" };

/** How the time-activity curves are known: from scans, from trapping without biological clearance, or from a published population. */
export type KineticsKind = "measured" | "permanent" | "prior";

/** What has to be measured for the dosimetry of a protocol. */
export type Measurement =
  | "serial SPECT/CT"
  | "serial PET/CT"
  | "99mTc-MAA SPECT/CT"
  | "lung shunt"
  | "serial blood samples"
  | "serial whole-body counts"
  | "uptake test"
  | "cerebrospinal fluid samples"
  | "serial planar scans"
  | "surface and thickness of the synovium";

/** One radionuclide therapy as data: what limits it, what it is for, what is usually given. Users write their own in JSON. */
export interface Protocol {
  /** "lu177-dotatate"; the name by which a case asks for it. */
  readonly id: string;
  readonly title: string;
  readonly disease: string;
  /** "Lu-177". */
  readonly nuclide: string;
  readonly carrier: string;
  readonly route:
    | "intravenous"
    | "oral"
    | "intra-arterial"
    | "intrathecal"
    | "intra-articular"
    | "local";
  readonly kinetics: KineticsKind;
  readonly limits: readonly Limit[];
  readonly goals: readonly Goal[];
  readonly standardActivity: StandardActivity;
  readonly cycles: number;
  /** Usual time between cycles. */
  readonly weeksBetweenCycles: number | undefined;
  readonly measured: readonly Measurement[];
  /** When patients leave where the protocol is followed, for those whose own data say nothing of it. */
  readonly release?: ReleaseWish;
  /** Sentences that the planner shows beside the protocol. */
  readonly notes: readonly string[];
  readonly source: string;
  /** True for therapies that are not established. */
  readonly research: boolean;
}

/** No protocol: doses of what was given, and nothing that they are held against. */
export const doseOnly = ({
  nuclide,
  carrier = "not stated",
}: {
  readonly nuclide: string;
  readonly carrier?: string;
}): Protocol => ({
  id: "none",
  title: "No protocol",
  disease: "not stated",
  nuclide,
  carrier,
  route: "intravenous",
  kinetics: "measured",
  limits: [],
  goals: [],
  standardActivity: { kind: "byDosimetry" },
  cycles: 1,
  weeksBetweenCycles: undefined,
  measured: [],
  notes: ["No protocol was chosen: doses are calculated, and no limit is held."],
  source: "the case",
  research: false,
});

/** The standard activity of one cycle, GBq, the upper end of a range; undefined where it is by dosimetry, or needs a figure of the patient that is not known. */
export function standardActivityGBq(
  { standardActivity: standard }: Pick<Protocol, "standardActivity">,
  patient: { readonly weightKg?: number; readonly perfusedLiverKg?: number },
): number | undefined {
  switch (standard.kind) {
    case "fixed":
      return standard.activityGBq;
    case "range":
      return standard.toGBq;
    case "perKg":
      return (
        patient.weightKg &&
        Math.min(
          standard.gbqPerKg * patient.weightKg,
          standard.atMostGBq ?? Number.POSITIVE_INFINITY,
        )
      );
    case "perKgLiver":
      return patient.perfusedLiverKg && standard.gbqPerKg * patient.perfusedLiverKg;
    case "bodySurface":
    case "byDosimetry":
      return undefined;
    default:
      return standard satisfies never;
  }
}
