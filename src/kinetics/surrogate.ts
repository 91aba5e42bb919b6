import { InputError } from "../inputError";
import { integralFrom } from "./integrals";
import type { ExponentialTerm } from "./models";

/** A nuclide as far as kinetics know it. */
export interface DecayingLabel {
  readonly nuclide: string;
  readonly halfLifeH: number;
}

/** What an imaging nuclide's curve says about a therapy nuclide on the same carrier. */
export interface SurrogateCurve {
  readonly terms: readonly ExponentialTerm[];
  /** Per MBq of the therapy nuclide administered: the integral in h. */
  readonly tiacH: number;
  /** One sentence each, for the report. */
  readonly assumptions: readonly string[];
  readonly flags: readonly string[];
}

export interface SurrogateQuestion {
  /** A(t) of the imaging nuclide, decay included. */
  readonly terms: readonly ExponentialTerm[];
  readonly administeredMBq: number;
  readonly from: DecayingLabel;
  readonly to: DecayingLabel;
  /** Uptake of the therapy over that of the imaging: peptide mass, protection, tumour sink. 1 where not edited. */
  readonly uptakeRatio?: number;
  /** Biological clearance of the therapy over that of the imaging. 1 where not edited. */
  readonly clearanceRatio?: number;
}

/** Imaging nuclides and the therapies they stand for, on the same or a like carrier. */
export const SURROGATE_PAIRS: readonly {
  readonly imaging: string;
  readonly therapy: readonly string[];
  readonly trapped?: true;
}[] = [
  { imaging: "I-123", therapy: ["I-131"] },
  { imaging: "I-124", therapy: ["I-131"] },
  { imaging: "Ga-68", therapy: ["Lu-177", "Y-90"] },
  { imaging: "In-111", therapy: ["Y-90", "Lu-177"] },
  { imaging: "Tc-99m", therapy: ["Y-90", "Ho-166"], trapped: true },
  { imaging: "Tc-99m", therapy: ["Ra-223", "Sm-153"] },
  { imaging: "Lu-177", therapy: ["Ac-225", "Bi-213"] },
  { imaging: "Pb-203", therapy: ["Pb-212"] },
  { imaging: "Tb-152", therapy: ["Tb-161"] },
  { imaging: "Tb-155", therapy: ["Tb-161"] },
];

const ratePerH = ({ halfLifeH }: DecayingLabel) => Math.LN2 / halfLifeH;

/** A reading as the therapy nuclide would give it under the same biology: one decay taken out, the other put in. */
export const readingUnderNuclide = (
  activityMBq: number,
  timeH: number,
  from: DecayingLabel,
  to: DecayingLabel,
): number => activityMBq * Math.exp((ratePerH(from) - ratePerH(to)) * timeH);

/**
 * The curve of the therapy nuclide: λ_imaging is taken out of every phase (what is left is biology, never below 0), edited, and
 * λ_therapy put in; then integrated per MBq administered.
 */
export function curveUnderNuclide(question: SurrogateQuestion): SurrogateCurve {
  const { from, to, administeredMBq, uptakeRatio = 1, clearanceRatio = 1 } = question;
  if (!(administeredMBq > 0))
    throw new InputError(
      `surrogate: administered activity of ${from.nuclide} expects MBq above 0, received ${administeredMBq}`,
    );
  const flags: string[] = [];
  const terms = question.terms.map(({ amplitudeMBq, ratePerH: rate }) => {
    const biological = rate - ratePerH(from);
    if (biological < -1e-9 * rate)
      flags.push(
        `A phase falls more slowly than ${from.nuclide} decays: no biological clearance is taken for it.`,
      );
    return {
      amplitudeMBq: (amplitudeMBq * uptakeRatio) / administeredMBq,
      ratePerH: Math.max(biological, 0) * clearanceRatio + ratePerH(to),
    };
  });
  return {
    terms,
    tiacH: integralFrom(terms, 0),
    assumptions: [
      `${to.nuclide} is taken up and washed out as ${from.nuclide} was, its own decay put in place of the other's.`,
      ...edited("Uptake", uptakeRatio, from, to),
      ...edited("Biological clearance", clearanceRatio, from, to),
    ],
    flags,
  };
}

/** Particles or macroaggregates that stay where they lodge: no biology at all, one reading is enough. */
export function trappedUnderNuclide(
  { timeH, activityMBq }: { readonly timeH: number; readonly activityMBq: number },
  administeredMBq: number,
  from: DecayingLabel,
  to: DecayingLabel,
): SurrogateCurve {
  const atStart = activityMBq * Math.exp(ratePerH(from) * timeH);
  const term = { amplitudeMBq: atStart, ratePerH: ratePerH(from) };
  const curve = curveUnderNuclide({ terms: [term], administeredMBq, from, to });
  const assumption = `${to.nuclide} lodges where ${from.nuclide} lodged and stays: physical decay alone.`;
  return { ...curve, assumptions: [assumption] };
}

const edited = (what: string, ratio: number, from: DecayingLabel, to: DecayingLabel) =>
  ratio === 1
    ? []
    : [`${what} of ${to.nuclide} is taken as ${ratio} times that of ${from.nuclide}.`];
