import { expect, test } from "vitest";
import type { OpenPlan } from "../../src/app/openPlan";
import {
  canRedo,
  canUndo,
  redoAny,
  replacing,
  toEarlierResult,
  undoAny,
} from "../../src/app/resultHistory";
import { edit, emptySession, type Session, showJob, startWhatIf } from "../../src/app/session";

const planned = (session: Session, name: string): Session =>
  showJob(session, { status: "done", result: { name, result: {} } as unknown as OpenPlan });
const planOf = ({ job }: Session) =>
  job.status === "done" ? (job.result as unknown as { name: string }).name : "";

/** A plan A with two edits, replaced by B with one edit. */
function twoPlans(): Session {
  let a = planned(emptySession(), "A");
  for (const cycles of [2, 3]) a = edit(a, { cycles });
  const b = replacing(startWhatIf(planned(a, "B"), a.whatIf), a);
  return edit(b, { cycles: 4 });
}

const state = (session: Session) => `${planOf(session)} ${session.whatIf.cycles}`;

test("undo goes through the edits of a plan, then to the plan before it as it was left, and redo the same way forward", () => {
  let session = twoPlans();
  const seen = [state(session)];
  while (canUndo(session)) {
    session = undoAny(session);
    seen.push(state(session));
  }
  expect(seen).toEqual(["B 4", "B 3", "A 3", "A 2", "A 1"]);
  const again = [state(session)];
  while (canRedo(session)) {
    session = redoAny(session);
    again.push(state(session));
  }
  expect(again).toEqual(["A 1", "A 2", "A 3", "B 3", "B 4"]);
  expect(redoAny(session)).toBe(session);
});

test("back to the plan before at once skips the edits since, and redo returns to them", () => {
  const session = twoPlans();

  const back = toEarlierResult(session);

  expect(state(back)).toBe("A 3");
  const again = redoAny(back);
  expect(state(again)).toBe("B 4");
  expect(state(undoAny(again))).toBe("B 3");
});

test("an edit of the plan before forgets the plan after it", () => {
  const back = undoAny(undoAny(twoPlans()));
  expect(state(back)).toBe("A 3");

  expect(canRedo(edit(back, { cycles: 9 }))).toBe(false);
});

test("plans beyond what memory should hold are let go, the oldest first", () => {
  const heavy = (session: Session, name: string, bytes: number) => {
    const buffer = new ArrayBuffer(0);
    Object.defineProperty(buffer, "byteLength", { value: bytes });
    const result = { name, result: { dose: new Uint8Array(buffer) } };
    return showJob(session, { status: "done", result: result as unknown as OpenPlan });
  };
  const a = heavy(emptySession(), "A", 500e6);
  const b = replacing(heavy(a, "B", 500e6), a);
  const c = replacing(heavy(b, "C", 900e6), b);
  const d = replacing(heavy(c, "D", 1), c);

  expect(planOf(undoAny(b))).toBe("A");
  expect(planOf(undoAny(undoAny(c)))).toBe("B");
  expect(canUndo(d)).toBe(false);
});

test("two replaced plans are kept, and none is gone to while something is calculated", () => {
  let session = planned(emptySession(), "A");
  for (const name of ["B", "C", "D"])
    session = replacing(startWhatIf(planned(session, name), session.whatIf), session);
  const running = showJob(session, { status: "running", step: "Fitting", fraction: 0 });
  expect(undoAny(running)).toBe(running);

  const oldest = undoAny(undoAny(session));
  expect(planOf(oldest)).toBe("B");
  expect(undoAny(oldest)).toBe(oldest);
});
