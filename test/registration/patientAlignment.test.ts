import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { referenceAt } from "../../src/cli/validate/context";
import { LUTETIUM_PATIENT } from "../../src/cli/validate/lutetiumPatient";
import { patientAlignmentRows } from "../../src/cli/validate/patientAlignmentRows";
import { quietWork } from "../../src/work";
import { withGpu } from "../support/gpu";
import { referenceFolder } from "../support/reference";

const folder = referenceFolder(LUTETIUM_PATIENT);

describe.skipIf(!folder)("two SPECT of a 177Lu patient, a day apart", () => {
  test("lesions 34.6 and 31.3 mm apart by the headers come within 5 mm", { timeout: 300_000 }, () =>
    withGpu(async (gpu) => {
      const reference = referenceAt(resolve(folder!, ".."));

      const rows = await patientAlignmentRows({ gpu, reference, work: quietWork() });

      expect(rows.filter(({ passed }) => !passed)).toEqual([]);
      console.log(rows.map(({ what, ours }) => `${what}: ${ours.toFixed(2)} mm`).join("\n"));
    }),
  );
});
