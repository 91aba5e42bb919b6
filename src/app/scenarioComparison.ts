import { comingStructures } from "../planning/adaptiveCycles";
import { unitText } from "../planning/limit";
import { readableName, sentenceName } from "../volume/readableName";
import type { CaseScenario } from "./caseScenarios";
import { givenCycles } from "./courseCycle";
import type { OpenPlan } from "./openPlan";
import { goalRows, limitRows, planBasis } from "./planView";
import type { SavedScenario } from "./savedScenario";
import { startingWhatIf } from "./startingWhatIf";
import { threeFigures } from "./threeFigures";

/** A plan that is compared, with what its limits and goals give. */
export type Compared = Pick<SavedScenario, "name" | "whatIf" | "result" | "basis">;

/** A scenario of a case, ready to be compared. */
export const comparedScenario = ({ name, whatIf, result }: CaseScenario): Compared => ({
  name,
  whatIf,
  result,
  basis: planBasis(result, whatIf),
});

/** The plan as it starts, and after it the scenarios of its case. */
export const comparedOfCase = (open: OpenPlan, scenarios: readonly CaseScenario[]): Compared[] => [
  comparedScenario({ name: "As calculated", whatIf: startingWhatIf(open), result: open.result }),
  ...scenarios.map(comparedScenario),
];

/** What structures receive in the cycles to come, as the limits take them. */
export const comingDoses = ({ result, whatIf }: Compared) =>
  comingStructures(result.structureDoses, givenCycles(whatIf.given ?? []));

/** Plans side by side, one a column: what is given, what limits tolerate, what is exceeded and reached, and the mean dose of every structure, Gy. */
export function comparisonTable(compared: readonly Compared[]) {
  const rows: [string, (one: Compared) => string][] = [
    ["Nuclide", ({ result }) => result.prescription.nuclide],
    ["Protocol", ({ result }) => result.prescription.protocol.id],
    [
      "Cycles × GBq",
      ({ whatIf }) => `${whatIf.cycles} × ${figure(whatIf.activityGBq / whatIf.cycles)}`,
    ],
    ["Weeks between", ({ whatIf }) => figure(whatIf.weeksBetweenCycles)],
    ["In all, GBq", ({ whatIf }) => figure(whatIf.activityGBq)],
    ["Largest in all, GBq", ({ basis }) => figure(basis.largest.totalActivityGBq)],
    ["Binds", bindingText],
    ["Limits exceeded", exceededText],
    ["Goals reached", reachedText],
  ];
  const doses = compared.map(comingDoses);
  const structures = new Map(
    doses.flatMap((ofOne) => ofOne.map(({ structureId, name }) => [structureId, name] as const)),
  );
  return {
    head: ["", ...compared.map(({ name }) => name)],
    rows: [
      ...rows.map(([name, of]) => [name, ...compared.map(of)]),
      ...[...structures].map(([id, name]) => [
        `${sentenceName(name)}, mean Gy`,
        ...compared.map(({ whatIf }, n) => {
          const dose = doses[n]!.find(({ structureId }) => structureId === id);
          return figure(dose && dose.meanGyPerGBq * whatIf.activityGBq);
        }),
      ]),
    ],
  };
}

const figure = (value: number | undefined) => (value === undefined ? "–" : threeFigures(value));

function bindingText({ basis: { largest } }: Compared): string {
  const { binding } = largest;
  if (!binding) return "–";
  const { limit, structureName } = binding;
  return `${readableName(structureName)}, ${limit.value} ${unitText(limit)}`;
}

function exceededText({ basis, whatIf }: Compared): string {
  const exceeded = limitRows(basis, whatIf.activityGBq).filter(
    ({ state, criterion }) => state === "exceeded" && !criterion.informational,
  );
  if (basis.limits.length === 0) return "–";
  return exceeded.length === 0
    ? "none"
    : exceeded
        .map(({ structureName, share }) => `${readableName(structureName)} ${percent(share)}`)
        .join("; ");
}

function reachedText({ basis, whatIf }: Compared): string {
  const goals = goalRows(basis, whatIf.activityGBq);
  if (goals.length === 0) return "–";
  return `${goals.filter(({ state }) => state === "reached").length} of ${goals.length}`;
}

const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
