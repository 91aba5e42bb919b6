import { NOTICE } from "./planFile";
import type { SavedScenario } from "./savedScenario";

/** scenarios.json: every scenario of a session and what it gave, as plain data (schema "gyre.scenarios/1"). All activities are over all cycles. */
export const scenariosFile = (caseName: string, scenarios: readonly SavedScenario[]): string =>
  `${JSON.stringify(
    {
      schema: "gyre.scenarios/1",
      notice: NOTICE,
      case: caseName,
      scenarios: scenarios.map(entryOf),
    },
    null,
    2,
  )}\n`;

function entryOf({ name, whatIf, result, basis: { largest } }: SavedScenario) {
  const { activityGBq, protocol, isodosesGy, ...asked } = whatIf;
  return {
    name,
    nuclide: result.prescription.nuclide,
    protocol: (protocol ?? result.prescription.protocol).id,
    totalActivityGBq: activityGBq,
    ...asked,
    isodosesGy,
    largestTotalActivityGBq: largest.totalActivityGBq ?? null,
    bindingLimit: largest.binding?.limit.id ?? null,
    bindingStructure: largest.binding?.structureId ?? null,
    structures: result.structureDoses.map(({ structureId, meanGyPerGBq }) => ({
      id: structureId,
      meanGyPerGBq,
      meanGy: meanGyPerGBq * activityGBq,
    })),
  };
}
