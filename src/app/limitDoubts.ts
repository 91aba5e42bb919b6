import { applicable, isPatientQuantity, unitText } from "../planning/limit";
import { matchStructures } from "../planning/matchStructures";
import type { StructureDose } from "../planning/structureDose";
import { readableName, sentenceName } from "../volume/readableName";
import type { Prescription } from "./planResult";

/** Organs and marrow that no limit of the protocol speaks of: right for most, a misspelt name for some. */
export function underNoLimit(
  { protocol, factors = {} }: Pick<Prescription, "protocol" | "factors">,
  structures: readonly StructureDose[],
): StructureDose[] {
  const held = new Set(
    applicable(protocol.limits, factors).flatMap(({ metric, organ }) =>
      isPatientQuantity(metric) ? [] : matchStructures(organ, structures),
    ),
  );
  return structures.filter(
    (structure) =>
      (structure.role === "organ" || structure.role === "marrow") && !held.has(structure),
  );
}

/** A limit of an organ that comes in pairs, held against one side alone: the other is not drawn, or not known by its name. */
export function onesidedLimits(
  { protocol, factors = {} }: Pick<Prescription, "protocol" | "factors">,
  structures: readonly StructureDose[],
): string[] {
  const tissues = new Map(
    applicable(protocol.limits, factors).flatMap(({ metric, organ }) =>
      isPatientQuantity(metric) ? [] : [[organ.tissue, organ] as const],
    ),
  );
  const unheld = underNoLimit({ protocol, factors }, structures).map(({ name }) =>
    readableName(name),
  );
  return [...tissues.values()].flatMap((organ) => {
    const matched = matchStructures(organ, structures);
    const [only] = matched;
    if (matched.length !== 1 || !only || !SIDED.test(only.name)) return [];
    const others = unheld.length > 0 ? `; no limit knows ${unheld.join(", ")}` : "";
    return [
      `${sentenceName(only.name)} is the only structure that the limits of ${organ.tissue} are held against: is the other side missing, or called otherwise${others}?`,
    ];
  });
}

/** Binding limits on absorbed dose where alphas give part of it: an alpha counts in them as a beta does. */
export function unweighedLimits(
  { protocol, factors = {} }: Pick<Prescription, "protocol" | "factors">,
  structures: readonly StructureDose[],
): string[] {
  const unweighed = applicable(protocol.limits, factors).filter(
    ({ metric, organ, rbeAlpha, informational }) =>
      rbeAlpha === undefined &&
      !informational &&
      !isPatientQuantity(metric) &&
      matchStructures(organ, structures).some(({ alphaShare = 0 }) => alphaShare > ALPHAS_MATTER),
  );
  if (unweighed.length === 0) return [];
  return [
    `Alphas count like betas in ${unweighed.map(({ label }) => label).join("; ")}: such a limit stands for low-LET dose; weight alphas by an RBE before it is trusted.`,
  ];
}

/** Limits whose value the case has in place of the protocol's, each once: a slip of the unit would look like a choice. */
export const limitsOfCase = ({
  protocol,
  factors = {},
}: Pick<Prescription, "protocol" | "factors">) =>
  applicable(protocol.limits, factors).flatMap((limit) => {
    const [, standard] = /^Set in the case, in place of (.+?) \(/.exec(limit.source) ?? [];
    return standard === undefined
      ? []
      : [
          `${limit.label}: held at ${limit.value} ${unitText(limit)}, as the case has it, in place of ${standard}.`,
        ];
  });

/** Below this share of a dose alphas change it by less than its error. */
const ALPHAS_MATTER = 0.01;

const SIDED = /(^|[^a-z])(left|right|links?|rechts?|sin\w*|dx|dext\w*)(?![a-z])/i;
