import { partOf } from "../../work";
import { biasLawRows } from "./biasLawRows";
import { certifiedRows } from "./certifiedRows";
import { cohortRows } from "./cohortRows";
import { companionRows } from "./companionRows";
import type { ValidationSection } from "./context";
import { errorBoundRows } from "./errorBoundRows";
import { modelChoiceRows } from "./modelChoiceRows";
import { patientKineticsRows } from "./patientKineticsRows";

export const kineticsSection: ValidationSection = {
  title: "Kinetics",
  about:
    "A 177Lu-DOTATATE patient whose organ activities were fitted by an independent program; its masks are not published, so our doses are self-doses of spheres of the organs' masses (its volumes in the first scan, 1.05 g/cm³; with the mean of its four volumes they differ from its doses by up to 5 %). Certified nonlinear least squares: a difference of 1e-10 is ten digits agreed. Bias laws and simulated cohorts: limits of 0.1 and 1.5 percentage points. One exact reading lets a method err by more than 10 % in 6 of 100 kidneys at best, one with 5 % noise in 12 to 13: no method can know more than the posterior of its readings.",
  needs: ["tac-lu177-patient"],
  rows: async ({ reference, work }) => [
    ...patientKineticsRows(reference),
    ...certifiedRows(),
    ...biasLawRows(),
    ...modelChoiceRows(),
    ...companionRows(),
    ...(await cohortRows(partOf(work, 0, 0.4))),
    ...(await errorBoundRows(partOf(work, 0.4, 1))),
  ],
};
