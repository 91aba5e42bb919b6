import type { KineticMethod } from "../kinetics/kineticChoice";

/** How a method is named in a list and in a sentence. */
export const METHOD_NAME: Readonly<Record<KineticMethod, string>> = {
  auto: "automatic",
  monoExponential: "one exponential",
  uptakeWashout: "uptake and washout",
  biExponential: "two exponentials",
  triExponential: "three exponentials",
  trapezoid: "trapezoids and a tail",
  permanent: "physical decay alone",
  prior: "population (Bayes)",
  hanscheid2018: "Hänscheid 2018",
  madsen2018: "Madsen 2018",
  twoPoint: "two points",
  earlierCycle: "earlier cycle",
};
