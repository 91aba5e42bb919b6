import { expect, test } from "vitest";
import { addCycle, dropCycle } from "../../src/app/courseEdits";
import { edit, emptySession, endGesture, redo, settleActivity, undo } from "../../src/app/session";

test("one drag of the slider is one step of undo", () => {
  let session = edit(emptySession(), { activityGBq: 5 });
  for (const activityGBq of [6, 7, 8]) session = edit(session, { activityGBq }, "drag");
  session = edit(endGesture(session), { activityGBq: 9 }, "drag");

  expect(session.whatIf.activityGBq).toBe(9);
  session = undo(session);
  expect(session.whatIf.activityGBq).toBe(8);
  session = undo(session);
  expect(session.whatIf.activityGBq).toBe(5);
  session = redo(session);
  expect(session.whatIf.activityGBq).toBe(8);
});

test("a new edit forgets what had been undone", () => {
  const undone = undo(edit(emptySession(), { cycles: 4 }));

  const session = edit(undone, { cycles: 2 });

  expect(redo(session)).toBe(session);
  expect(undo(session).whatIf.cycles).toBe(1);
});

test("undo without an edit changes nothing", () => {
  const session = emptySession();

  expect(undo(session)).toBe(session);
});

test("the end of a drag adds no step of undo, an activity asked for outright adds one", () => {
  const start = edit(emptySession(), { activityGBq: 5 });

  const dragged = settleActivity(edit(start, { activityGBq: 8 }, "drag"), 8);
  expect(undo(dragged).whatIf.activityGBq).toBe(5);

  const asked = settleActivity(dragged, 12);
  expect(undo(asked).whatIf.activityGBq).toBe(8);
});

test.each([1, 4])(
  "a cycle that was given and is dropped leaves %i cycles and their activity as before",
  (cycles) => {
    const before = edit(emptySession(), { activityGBq: 8, cycles });
    const cycle = { id: "a", activityGBq: 7.4, structures: [] };

    const added = addCycle(before, { cycle });
    const dropped = dropCycle(added, "a");

    expect(added.whatIf.cycles).toBe(Math.max(1, cycles - 1));
    expect([dropped.whatIf.cycles, dropped.whatIf.activityGBq]).toEqual([cycles, 8]);
  },
);
