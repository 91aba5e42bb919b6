import type { EarlierDose } from "../planning/course";
import type { DiagnosticDose, DiagnosticStructure } from "./diagnosticDose";
import { diagnosticLabel } from "./diagnosticNotes";

/** Earlier doses by structure id, or of the whole patient ("wholeBody"). */
export type EarlierDoses = Readonly<Record<string, readonly EarlierDose[]>>;

/** What of a diagnostic dose an earlier dose is made of. */
export type DiagnosticFigures = Pick<DiagnosticDose, "nuclide" | "carrier" | "activityMBq"> & {
  readonly structures: readonly Omit<DiagnosticStructure, "name">[];
};

/**
 * A diagnostic administration as earlier dose: of every structure, and of the whole patient where the body is one. It lies as the coming cycles do, since its decays do; without
 * a half-life of its own it counts as acute, which is the safe side of BED.
 */
export function diagnosticEarlier(given: DiagnosticFigures | undefined): EarlierDoses {
  if (!given) return {};
  const diagnostic = diagnosticLabel(given);
  const entries = given.structures
    .filter(({ meanGy }) => meanGy > 0)
    .flatMap((structure) => {
      const {
        structureId,
        role,
        meanGy,
        effectiveHalfLifeH = 0,
        alphaShare,
        rateTerms,
      } = structure;
      const dose: EarlierDose = {
        kind: "radionuclide",
        meanGy,
        effectiveHalfLifeH,
        alphaShare,
        distribution: "asCourse",
        diagnostic,
        ...(rateTerms ? { rateTerms } : {}),
      };
      const ids = role === "body" ? [structureId, "wholeBody"] : [structureId];
      return ids.map((id) => [id, [dose]] as const);
    });
  return Object.fromEntries(entries);
}

/** Dose before this course that a plan starts with: what its case tells, and its diagnostic administration. */
export const earlierOfPlan = ({
  prescription: { earlier = {} },
  diagnosticDose,
}: {
  readonly prescription: { readonly earlier?: EarlierDoses };
  readonly diagnosticDose?: DiagnosticFigures;
}): EarlierDoses => withDiagnostic(earlier, diagnosticEarlier(diagnosticDose));

/** Whether limits of a plan speak of more than the cycles to come: cycles that were given, or dose before the course. */
export const startsAfterDose = (
  plan: Parameters<typeof earlierOfPlan>[0],
  given: readonly unknown[],
): boolean => given.length > 0 || Object.keys(earlierOfPlan(plan)).length > 0;

/** The earlier doses without those of diagnostic administrations. */
export const withoutDiagnostic = (earlier: EarlierDoses): EarlierDoses =>
  Object.fromEntries(
    Object.entries(earlier).flatMap(([id, doses]) => {
      const rest = doses.filter((dose) => !isOfDiagnostic(dose));
      return rest.length > 0 ? [[id, rest]] : [];
    }),
  );

/** The earlier doses with these of a diagnostic administration in place of any others of one: none counts twice. */
export function withDiagnostic(earlier: EarlierDoses, diagnostic: EarlierDoses): EarlierDoses {
  const rest = withoutDiagnostic(earlier);
  const ids = [...new Set([...Object.keys(rest), ...Object.keys(diagnostic)])];
  return Object.fromEntries(
    ids.map((id) => [id, [...(rest[id] ?? []), ...(diagnostic[id] ?? [])]]),
  );
}

/** Whether any of the earlier doses is of a diagnostic administration. */
export const countsDiagnostic = (earlier: EarlierDoses): boolean =>
  Object.values(earlier).some((doses) => doses.some(isOfDiagnostic));

/** Whether it is of a diagnostic administration. */
export const isOfDiagnostic = (dose: EarlierDose): boolean =>
  dose.kind === "radionuclide" && dose.diagnostic !== undefined;

/** With another dose to a structure by the diagnostic administration, which says that it was set by hand; of the body it is that of the whole patient too. */
export function withDiagnosticGy(earlier: EarlierDoses, id: string, meanGy: number): EarlierDoses {
  const was = earlier[id]?.find(isOfDiagnostic);
  const ids = was && sameDose(earlier.wholeBody, was) ? [id, "wholeBody"] : [id];
  const set = (dose: EarlierDose): EarlierDose =>
    dose.kind === "radionuclide" && dose.diagnostic !== undefined
      ? { ...dose, meanGy, diagnostic: `${dose.diagnostic.replace(BY_HAND, "")}${BY_HAND}` }
      : dose;
  return {
    ...earlier,
    ...Object.fromEntries(ids.map((own) => [own, (earlier[own] ?? []).map(set)])),
  };
}

const sameDose = (doses: readonly EarlierDose[] | undefined, dose: EarlierDose) =>
  doses?.some((own) => JSON.stringify(own) === JSON.stringify(dose)) ?? false;

/**
 * The earlier doses once the plan was calculated anew: its diagnostic administration in place of that of the plan before, but for what was set by hand; none where
 * it had been left out.
 */
export function diagnosticAgain(
  earlier: EarlierDoses,
  before: DiagnosticFigures | undefined,
  now: DiagnosticFigures | undefined,
): EarlierDoses {
  if (!now) return withoutDiagnostic(earlier);
  if (before && !countsDiagnostic(earlier)) return earlier;
  const fresh = Object.entries(diagnosticEarlier(now)).map(([id, doses]) => {
    const byHand = (earlier[id] ?? []).filter(isSetByHand);
    return [id, byHand.length > 0 ? byHand : doses] as const;
  });
  return withDiagnostic(earlier, Object.fromEntries(fresh));
}

/** Whether it is of a diagnostic administration, and not as calculated. */
export const isSetByHand = (dose: EarlierDose): boolean =>
  dose.kind === "radionuclide" && dose.diagnostic?.endsWith(BY_HAND) === true;

/** How many earlier doses differ from those of the diagnostic administration as calculated; that it is left out counts as one. */
export function changedEarlier(
  earlier: EarlierDoses,
  calculated: DiagnosticFigures | undefined,
): number {
  const { wholeBody: _, ...structures } = earlier;
  const byHand = Object.values(structures).flat().filter(isSetByHand).length;
  const others = Object.values(withoutDiagnostic(earlier)).flat().length;
  return others + byHand + Number(calculated !== undefined && !countsDiagnostic(earlier));
}

const BY_HAND = ", set by hand";
