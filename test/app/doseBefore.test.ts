import { expect, test } from "vitest";
import { keptCycles, withoutDoseBefore } from "../../src/app/doseBefore";
import { emptySession, type Session } from "../../src/app/session";

const measured = {
  id: "a",
  activityGBq: 7,
  structures: [{ structureId: "kidney", meanGyPerGBq: 1 }],
};
const withCycles = (given: Session["whatIf"]["given"], ofCase: readonly { id: string }[]) => {
  const session = emptySession();
  const job = {
    status: "done",
    result: { cycles: { cycles: ofCase } },
  } as unknown as Session["job"];
  return { job, whatIf: { ...session.whatIf, ...(given ? { given } : {}) } };
};

test("a changed case says that measured cycles of the page keep their doses, and nothing of those of the case or as predicted", () => {
  expect(keptCycles(withCycles([measured], []))).toContain("enter them again");
  expect(keptCycles(withCycles([measured], [{ id: "a" }]))).toBeUndefined();
  expect(keptCycles(withCycles([{ ...measured, structures: [] }], []))).toBeUndefined();
  expect(keptCycles(withCycles(undefined, []))).toBeUndefined();
});

test("an exchange of the nuclide names the doses before that no longer count: what the case tells goes along", () => {
  const beam = { kind: "external", totalGy: 4, fractions: 2 } as const;
  const ofCase = { earlier: { kidney: [beam] } };
  const typed = { earlier: { kidney: [beam, beam] } };

  expect(withoutDoseBefore(ofCase, ofCase, "Ac-225")).toBeUndefined();
  expect(withoutDoseBefore(typed, ofCase, "Ac-225")).toContain("only the earlier ones of the case");
  expect(withoutDoseBefore(typed, { earlier: {} }, "Ac-225")).toContain(
    "do not count in this plan",
  );
  expect(withoutDoseBefore({ earlier: {} }, { earlier: {} }, "Ac-225")).toBeUndefined();
});
