import { assumedSection } from "./report/assumed";
import { chainSection } from "./report/chain";
import { courseSection } from "./report/course";
import { criteriaSection } from "./report/criteria";
import { diagnosticSection } from "./report/diagnostic";
import { dosesSection } from "./report/doses";
import { dosimetrySection } from "./report/dosimetry";
import { imagingSection } from "./report/imaging";
import { kineticsSection } from "./report/kinetics";
import { patientSections } from "./report/patient";
import { radiopharmaceuticalSection } from "./report/radiopharmaceutical";
import { recommendationSection } from "./report/recommendation";
import { scenariosSection } from "./report/scenarios";
import type { ReportInput, ReportSection } from "./report/section";
import { spheresSections } from "./report/spheres";
import { structuresSection } from "./report/structures";
import { uncertaintySection } from "./report/uncertainty";

/** The plan by the items of good reporting; what is not known stands in it as missing. */
export const reportOf = (input: ReportInput): ReportSection[] => [
  recommendationSection(input),
  radiopharmaceuticalSection(input),
  ...patientSections(input),
  imagingSection(input),
  structuresSection(input),
  kineticsSection(input),
  dosimetrySection(input),
  dosesSection(input),
  ...chainSection(input),
  ...spheresSections(input),
  criteriaSection(input),
  ...diagnosticSection(input),
  assumedSection(input),
  ...courseSection(input),
  ...scenariosSection(input),
  uncertaintySection(input),
];

/** The names of all items that are missing, section by section. */
export const missingOf = (sections: readonly ReportSection[]): string[] =>
  sections.flatMap(({ title, items }) =>
    items.filter(({ value }) => value === undefined).map(({ name }) => `${title}: ${name}`),
  );
