import { InputError } from "../inputError";
import type { KineticChoice } from "../kinetics/kineticChoice";
import { chainGroups } from "../physics/chainGroups";
import { nuclide } from "../physics/nuclides";
import { withValue } from "../planning/limit";
import { doseOnly, type Protocol } from "../planning/protocol";
import { protocol } from "../planning/protocols";
import { criteriaUnder } from "../planning/scenario";
import type { Case } from "../records/caseFile";
import { protocolFrom } from "../records/protocolFile";
import { methodNamed } from "../records/registrationName";
import { type CaseSpheres, statedShunt } from "../records/sphereGiving";
import { bringsAlphas } from "./nuclideExchange";
import type { Prescription } from "./planResult";
import type { SphereWishes } from "./sphereWishes";

/**
 * What a case asks for: its protocol with the values it replaces, and its methods; `chosen` takes the protocol's place as it is.
 * Throws InputError for a protocol or limit that is not known.
 */
export function prescriptionOf(data: Case, chosen?: Protocol): Prescription {
  const used = chosen ?? protocolOf(data);
  return {
    protocol: used,
    nuclide: used.nuclide,
    kineticModel: data.kinetics.model,
    kineticsOf: kineticsOf(data.kinetics.perStructure ?? {}),
    doseMethod: data.dose.method,
    kernelDensityGPerCm3: data.dose.kernelDensityGPerCm3,
    registration: methodNamed(data.registration),
    ...registrationOf(data),
    localRefinement: data.localRefinement ?? false,
    partialVolumeFwhmMm: data.resolutionFwhmMm,
    ...(data.calibrationUncertaintyPercent === undefined
      ? {}
      : { calibrationUncertaintyPercent: data.calibrationUncertaintyPercent }),
    ...daughtersOf(data, used, chosen !== undefined),
    ...(data.kinetics.over === undefined ? {} : { kineticsOver: data.kinetics.over }),
    ...(data.spheres === undefined ? {} : { spheres: spheresOf(data.spheres) }),
    ...(data.partialVolume === undefined ? {} : { partialVolume: data.partialVolume }),
    readingErrorPercent: data.kinetics.readingErrorPercent,
    ...(data.earlier === undefined ? {} : { earlier: data.earlier }),
    ...rbeOf(data, used, chosen !== undefined),
  };
}

/** Scans that are brought to the reference in a way of their own. */
function registrationOf({ scans }: Case): Pick<Prescription, "registrationOf"> {
  const own = scans.flatMap(({ id, registration }) =>
    registration === undefined ? [] : [[id, methodNamed(registration)] as const],
  );
  return own.length > 0 ? { registrationOf: Object.fromEntries(own) } : {};
}

function spheresOf({ lungShunt, activityShares: _, ...wanted }: CaseSpheres): SphereWishes {
  if (lungShunt === undefined) return wanted;
  const planar = "planar" in lungShunt ? { planar: lungShunt.planar } : {};
  return { ...wanted, shunt: { share: statedShunt({ lungShunt })!, ...planar } };
}

function protocolOf(data: Case): Protocol {
  const { name, own } = data.protocol;
  if (own) return withOwnValues(protocolFrom(own, "protocol.own"), data.protocol);
  const standard = name === undefined ? doseOnly(data.administration) : protocol(name);
  return withOwnValues(standard, data.protocol);
}

/** A case that is planned for a nuclide without alphas has said nothing of them. */
function rbeOf(
  { rbeAlpha }: Case,
  used: Protocol,
  isExchanged: boolean,
): Pick<Prescription, "rbeAlpha"> {
  if (rbeAlpha === undefined) return {};
  if (bringsAlphas(used.nuclide)) return { rbeAlpha };
  if (isExchanged) return {};
  throw new InputError(
    `rbeAlpha: expected none, as ${used.nuclide} brings no alphas, received ${rbeAlpha}`,
  );
}

/** A case that is planned for another nuclide has said nothing of its daughters. */
function daughtersOf(
  { daughters }: Case,
  used: Protocol,
  isExchanged: boolean,
): Pick<Prescription, "daughters"> {
  if (daughters === undefined) return {};
  const known = chainGroups(nuclide(used.nuclide)).map(({ lead }) => lead.name);
  const stranger = Object.keys(daughters).find((name) => !known.slice(1).includes(name));
  if (stranger === undefined) return { daughters };
  if (isExchanged) return {};
  throw new InputError(
    `daughters: expected ${known.slice(1).join(", ") || `none for ${used.nuclide}`}, received "${stranger}"`,
  );
}

/** In a case file a model may stand alone. */
const kineticsOf = (perStructure: NonNullable<Case["kinetics"]["perStructure"]>) =>
  Object.fromEntries(
    Object.entries(perStructure).map(([id, choice]): [string, KineticChoice] => [
      id,
      typeof choice === "string" ? { method: choice } : choice,
    ]),
  );

function withOwnValues(standard: Protocol, changes: Case["protocol"]): Protocol {
  const { limits = {}, criteria = {}, standardActivityGBq } = changes;
  const { cycles = standard.cycles, weeksBetweenCycles = standard.weeksBetweenCycles } = changes;
  const ofLimits = standard.limits.map(({ id }) => id);
  refuseStrangers("limits", limits, ofLimits, standard);
  refuseStrangers(
    "criteria",
    criteria,
    [...ofLimits, ...standard.goals.map(({ id }) => id)],
    standard,
  );
  const valued = standard.limits.map((limit) =>
    withValue(limit, limits[limit.id] ?? limit.value, "in the case"),
  );
  return {
    ...standard,
    cycles,
    weeksBetweenCycles,
    limits: criteriaUnder(valued, criteria, undefined, "in the case"),
    goals: criteriaUnder(standard.goals, criteria, undefined, "in the case"),
    standardActivity:
      standardActivityGBq === undefined
        ? standard.standardActivity
        : { kind: "fixed", activityGBq: standardActivityGBq },
  };
}

function refuseStrangers(
  field: "limits" | "criteria",
  given: Readonly<Record<string, unknown>>,
  known: readonly string[],
  { id }: Protocol,
): void {
  const stranger = Object.keys(given).find((name) => !known.includes(name));
  if (stranger !== undefined)
    throw new InputError(
      `protocol.${field}: expected ${field === "limits" ? "limits" : "limits and goals"} of ${id} (${known.join(", ")}), received "${stranger}"`,
    );
}
