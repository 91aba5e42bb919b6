import { InputError } from "../inputError";
import type { Case } from "./caseSchema";
import type { ReadFile } from "./loadImage";
import { parseProtocol, protocolFields } from "./protocolFile";
import { parseScenarios } from "./scenarioFile";

/**
 * The case with its protocol file and its file of scenarios, where it names any, in their places: from then on it holds all that is asked of its images.
 *
 * @param casePath As messages name the case.
 * @throws InputError naming the case, the field and the file, for one that is not there or does not hold what it should.
 */
export async function completeCase(
  data: Case,
  casePath: string,
  readFile: ReadFile,
): Promise<Case> {
  const textOf = async (field: string, path: string) => {
    try {
      return new TextDecoder().decode(await readFile(path));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      throw new InputError(`${casePath}: ${field}: ${error.message}`);
    }
  };
  const { file, ...protocol } = data.protocol;
  const { scenarios } = data;
  return {
    ...data,
    ...(file === undefined
      ? {}
      : {
          protocol: {
            ...protocol,
            own: protocolFields(parseProtocol(await textOf("protocol.file", file), file)),
          },
        }),
    ...(typeof scenarios === "string"
      ? { scenarios: parseScenarios(await textOf("scenarios", scenarios), scenarios) }
      : {}),
  };
}
