import * as v from "valibot";
import { InputError } from "../inputError";
import { type Case, caseSchema } from "./caseSchema";
import { describeIssue } from "./describeIssue";
import { cycleFault } from "./givenCycleFault";
import { protocolFrom } from "./protocolFile";
import { isRelative } from "./relativeImage";
import { repeated, timeFault } from "./scanFault";
import { rangeFault } from "./settingRanges";

export type { Case } from "./caseSchema";

/**
 * A case from the text of a case file (schema "gyre.case/1", docs/schemas/case.schema.json).
 *
 * @throws InputError naming the file and the place in it; a case with open questions is refused with them.
 */
export function parseCase(text: string, fileName: string): Case {
  const refuse = (reason: string): never => {
    throw new InputError(`${fileName}: ${reason}`);
  };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return refuse(`not JSON (${error instanceof Error ? error.message : String(error)})`);
  }
  const result = v.safeParse(caseSchema, json);
  if (!result.success) return refuse(describeIssue(result.issues));
  const contradiction =
    contradictionOf(result.output) ?? protocolFault(result.output) ?? rangeFault(result.output);
  if (contradiction !== undefined) return refuse(contradiction);
  const { own } = result.output.protocol;
  if (own) protocolFrom(own, `${fileName}: protocol.own`);
  const questions = result.output.openQuestions ?? [];
  if (questions.length > 0)
    refuse(
      `openQuestions: settle and remove them first.${questions.map((q) => `\n- ${q}`).join("")}`,
    );
  return result.output;
}

/** A case follows one protocol. */
function protocolFault({ protocol: { name, file, own } }: Case): string | undefined {
  const told = Object.entries({ name, file, own }).filter(([, value]) => value !== undefined);
  return told.length > 1
    ? `protocol: expected one of name, file and own, received ${told.map(([field]) => field).join(" and ")}`
    : undefined;
}

/** What a schema cannot say: ids that meet nothing, times that are given twice or not at all. */
function contradictionOf(data: Case): string | undefined {
  const scanIds = data.scans.map(({ id }) => id);
  const duplicateScan = repeated(scanIds);
  if (duplicateScan !== undefined) return `scans: two have the id "${duplicateScan}"`;
  const known = `expected one of the scans ${scanIds.join(", ")}`;
  if (!scanIds.includes(data.reference)) return `reference: ${known}, received "${data.reference}"`;
  for (const [i, structures] of data.structures.entries())
    if (!scanIds.includes(structures.onScan))
      return `structures[${i}].onScan: ${known}, received "${structures.onScan}"`;
  if (data.administration.assay && data.administration.at === undefined)
    return "administration.assay needs administration.at";
  for (const [i, scan] of data.scans.entries()) {
    const fault = timeFault(scan, data.administration.at);
    if (fault !== undefined) return `scans[${i}]: ${fault}`;
    if (isRelative(scan) && data.kinetics.model !== "permanent")
      return `scans[${i}].image holds proportions only, which serve what stays where it is caught; expected kinetics.model "permanent", received "${data.kinetics.model}"`;
  }
  const { lungShunt, activityShares } = data.spheres ?? {};
  if ((lungShunt || activityShares) && !data.scans.every(isRelative))
    return `spheres.${lungShunt ? "lungShunt" : "activityShares"} says how proportions are to be taken; expected images of proportions alone (unit "relative"), since others say where the activity is`;
  const named = data.structures.flatMap((s) =>
    s.rtstruct !== undefined
      ? Object.values(s.rois)
      : typeof s.names === "string"
        ? []
        : Object.values(s.names),
  );
  const duplicate = repeated(named.map(({ id }) => id));
  if (duplicate !== undefined) return `structures: two have the id "${duplicate}"`;
  for (const [c, cycle] of (data.givenCycles ?? []).entries()) {
    const fault = cycleFault(cycle);
    if (fault !== undefined) return `givenCycles[${c}]${fault}`;
    const { at, purpose } = data.administration;
    if (purpose === "diagnostic" && at !== undefined && cycle.administration?.at === at)
      return `givenCycles[${c}].administration.at: expected another time than that of the diagnostic administration, whose dose counts by itself, received ${at}`;
  }
  return undefined;
}
