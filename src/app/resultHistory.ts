import { redo, type Session, undo } from "./session";
import { buffersOf } from "./transferables";

/** A plan that another calculation replaced, or that was left for the one before it, with its what-if and all edits of it. */
export type KeptResult = Pick<
  Session,
  "job" | "whatIf" | "past" | "future" | "delivered" | "change"
>;

/** A plan holds the dose of every region; so many are kept beside the one that is shown, and together so many bytes. */
const MOST_KEPT = 2;
const MOST_BYTES = 800e6;

/** The session with a new plan, after `before` with the plan that it replaces: undo goes back to that. */
export function replacing(session: Session, before: Session): Session {
  if (before.job.status !== "done") return session;
  // What had been taken back in it is forgotten, as by any edit.
  const kept = { ...keptOf(before), future: [] };
  const all = [...(before.earlier ?? []), kept].slice(-MOST_KEPT);
  const first = all.findIndex((_, n) => bytesOf(all.slice(n)) <= MOST_BYTES);
  return { ...session, earlier: first < 0 ? [] : all.slice(first), later: [] };
}

/** Of what plans hold each for itself: the images of a study are shared among them. */
const bytesOf = (plans: readonly KeptResult[]): number =>
  plans.reduce(
    (sum, { job }) =>
      job.status === "done"
        ? [...buffersOf(job.result.result)].reduce((all, { byteLength }) => all + byteLength, sum)
        : sum,
    0,
  );

/** Whether an edit can be taken back, or a plan that was replaced. */
export const canUndo = (session: Session): boolean =>
  session.past.length > 0 || stepsBack(session) !== undefined;

export const canRedo = (session: Session): boolean =>
  session.future.length > 0 || stepsForward(session) !== undefined;

/** Takes the last edit back; where there is none, back to the plan that was replaced, as it was left. The same session when there is neither. */
export const undoAny = (session: Session): Session =>
  session.past.length > 0 ? undo(session) : toEarlierResult(session);

/** Makes what was taken back last again, edit or calculation; the same session when there is nothing. */
export const redoAny = (session: Session): Session =>
  session.future.length > 0 ? redo(session) : toLaterResult(session);

/** Back to the plan that was replaced, over all edits since; redo finds them again. */
export function toEarlierResult(session: Session): Session {
  const back = stepsBack(session);
  if (!back) return session;
  return {
    ...session,
    ...back,
    gesture: undefined,
    notice: undefined,
    earlier: session.earlier!.slice(0, -1),
    later: [keptOf(session), ...(session.later ?? [])].slice(0, MOST_KEPT),
  };
}

function toLaterResult(session: Session): Session {
  const forward = stepsForward(session);
  if (!forward) return session;
  return {
    ...session,
    ...forward,
    gesture: undefined,
    notice: undefined,
    earlier: [...(session.earlier ?? []), keptOf(session)].slice(-MOST_KEPT),
    later: session.later!.slice(1),
  };
}

/** While something is calculated its plan is not there to go from. */
const stepsBack = ({ job, earlier = [] }: Session) =>
  job.status === "done" ? earlier.at(-1) : undefined;
const stepsForward = ({ job, later = [] }: Session) =>
  job.status === "done" ? later[0] : undefined;

const keptOf = ({ job, whatIf, past, future, delivered, change }: Session): KeptResult => ({
  job,
  whatIf,
  past,
  future,
  delivered,
  change,
});
