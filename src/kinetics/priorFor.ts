import { InputError } from "../inputError";
import { nuclide } from "../physics/nuclides";
import { HOUR_S } from "../physics/units";
import { sameCarrier } from "../volume/carrierName";
import { type PopulationPrior, priorUnderNuclide } from "./population";
import { PRIORS } from "./priors";

/** The population of this name with the decay of `nuclideName` in its half-lives. Throws InputError for a name that is not known. */
export function priorNamed(
  name: string,
  nuclideName: string,
  priors: readonly PopulationPrior[] = PRIORS,
): PopulationPrior {
  const found = priors.find((prior) => prior.name.toLowerCase() === name.toLowerCase());
  if (!found)
    throw new InputError(
      `population: expected one of ${priors.map((prior) => prior.name).join(", ")}, received "${name}"`,
    );
  return underNuclide(found, nuclideName);
}

/** The same biology, the decay of another nuclide. */
export function underNuclide(prior: PopulationPrior, nuclideName: string): PopulationPrior {
  if (prior.nuclide === nuclideName) return prior;
  const source = `${prior.source}; its ${prior.nuclide} decay replaced by that of ${nuclideName}`;
  return priorUnderNuclide({ ...prior, source }, nuclideName, {
    from: nuclide(prior.nuclide).halfLifeS / HOUR_S,
    to: nuclide(nuclideName).halfLifeS / HOUR_S,
  });
}

/** The population that a region's name, role and the carrier point to; undefined where none does. */
export function priorForRegion(
  region: { readonly name: string; readonly role: string },
  carrier: string,
  priors: readonly PopulationPrior[] = PRIORS,
): PopulationPrior | undefined {
  const organ = organOf(region);
  return priors.find(
    (prior) => prior.organ === organ && sameCarrier(carrier, carrierOf(prior.radiopharmaceutical)),
  );
}

/** The program's word for what a region is; undefined where it has none. */
export function organOf(region: {
  readonly name: string;
  readonly role: string;
}): string | undefined {
  if (region.role === "tumour") return "tumour";
  if (region.role === "marrow") return "marrow";
  const words = region.name.toLowerCase().split(/[^a-z]+/);
  return ORGANS.find(({ words: known }) => known.some((word) => words.includes(word)))?.organ;
}

const ORGANS = [
  { organ: "kidneys", words: ["kidneys"] },
  { organ: "kidney", words: ["kidney"] },
  { organ: "liver", words: ["liver"] },
  { organ: "spleen", words: ["spleen"] },
  { organ: "parotid", words: ["parotid", "parotids"] },
  { organ: "marrow", words: ["marrow"] },
] as const;

/** 177Lu-PSMA-617: PSMA-617. */
const carrierOf = (radiopharmaceutical: string) =>
  radiopharmaceutical.replace(/^(\d+m?[A-Z][a-z]?|[A-Z][a-z]?-\d+m?)-/, "");
