import { expect, test } from "vitest";
import { prescriptionOf } from "../../src/app/prescriptionOf";
import { protocol } from "../../src/planning/protocols";
import type { Case } from "../../src/records/caseFile";

const caseWith = (own: Omit<Case["protocol"], "name">): Case =>
  ({
    protocol: { name: "lu177-dotatate", ...own },
    scans: [],
    kinetics: { model: "auto" },
    dose: { method: "kernel", kernelDensityGPerCm3: 1.04 },
    registration: "translation",
  }) as unknown as Case;

test("a case that replaces nothing gets the protocol as it is", () => {
  expect(prescriptionOf(caseWith({})).protocol).toEqual(protocol("lu177-dotatate"));
});

test("the case's own limit, cycles and activity win", () => {
  const [first, ...others] = protocol("lu177-dotatate").limits;

  const { protocol: used } = prescriptionOf(
    caseWith({ limits: { [first!.id]: 28 }, cycles: 2, standardActivityGBq: 5.5 }),
  );

  const source = `Set in the case, in place of 23 Gy (${first!.source})`;
  expect(used.limits).toEqual([{ ...first, value: 28, source }, ...others]);
  expect(used.cycles).toBe(2);
  expect(used.standardActivity).toEqual({ kind: "fixed", activityGBq: 5.5 });
});

test("a limit that the protocol does not have is refused by name", () => {
  expect(() => prescriptionOf(caseWith({ limits: { kidny: 23 } }))).toThrow(
    /lu177-dotatate \(.+\), received "kidny"/,
  );
});
