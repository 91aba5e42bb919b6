import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { activityClosure } from "../../src/quantification/closure";
import { referenceFolder } from "../support/reference";

const folder = referenceFolder("tac-lu177-patient");

interface Patient {
  readonly administered_MBq: number;
  readonly times_h: readonly number[];
  readonly organs: Readonly<Record<string, { readonly activity_MBq: readonly number[] }>>;
}

describe.skipIf(!folder)("a patient after 177Lu-DOTATATE", () => {
  const accountOf = (wrong?: number, sign = 0) => {
    const patient = JSON.parse(readFileSync(join(folder!, "expected.json"), "utf8")) as Patient;
    const { WholeBody, RemainderOfBody: _, ...organs } = patient.organs;
    const scans = patient.times_h.map((hours, n) => {
      const factor = n === wrong ? 2 ** ((sign * hours) / 159.5) : 1;
      return {
        label: `scan ${n}`,
        hours,
        structuresMBq: Object.values(organs).map((organ) => organ.activity_MBq[n]! * factor),
        totalMBq: WholeBody!.activity_MBq[n]! * factor,
      };
    });
    return activityClosure({ scans, administeredMBq: patient.administered_MBq, halfLifeH: 159.5 });
  };

  test("keeps ever less of what was administered, and nothing is suspected", () => {
    expect(accountOf().findings).toEqual([]);
  });

  test.each([
    [1, 1],
    [2, 1],
    [2, -1],
    [3, 1],
    [3, -1],
  ])("with the decay correction of scan %s wrong (sign %s), that scan is named", (wrong, sign) => {
    expect(accountOf(wrong, sign).suspect?.label).toBe(`scan ${wrong}`);
  });
});
