import type { Volume } from "../volume/volume";
import type { CourseCycle } from "./courseCycle";
import { edit, type Session } from "./session";

/** A cycle that was given, with its dose on the grid of the plan where that was measured, per GBq of the cycle. */
export interface AddedCycle {
  readonly cycle: CourseCycle;
  readonly doseGyPerGBq?: Volume<"doseGyPerGBq">;
}

/** A cycle was given: one less is to come, at the activity planned for each; of the last one it is beyond what was planned. */
export function addCycle(session: Session, { cycle, doseGyPerGBq }: AddedCycle): Session {
  const { given = [], cycles, activityGBq } = session.whatIf;
  const isLast = cycles === 1;
  const left = isLast ? 1 : cycles - 1;
  const added: CourseCycle = isLast ? { ...cycle, isBeyondPlan: true } : cycle;
  const change = { given: [...given, added], cycles: left };
  const delivered = doseGyPerGBq
    ? new Map([...session.delivered, [cycle.id, doseGyPerGBq]])
    : session.delivered;
  const held = { ...session, delivered };
  return edit(held, { ...change, activityGBq: (activityGBq * left) / cycles });
}

/** Takes a cycle out of the course again: one more is to come, but for one beyond what was planned. */
export function dropCycle(session: Session, id: string): Session {
  const { given = [], cycles, activityGBq } = session.whatIf;
  const isBeyondPlan = given.some((cycle) => cycle.id === id && cycle.isBeyondPlan);
  const left = isBeyondPlan ? cycles : cycles + 1;
  const change = { given: given.filter((cycle) => cycle.id !== id), cycles: left };
  return edit(session, { ...change, activityGBq: (activityGBq * left) / cycles });
}

/** Changes what is known of a cycle that was given. */
export function changeCycle(session: Session, id: string, change: Partial<CourseCycle>): Session {
  const { given = [] } = session.whatIf;
  const changed = given.map((cycle) => (cycle.id === id ? { ...cycle, ...change } : cycle));
  return edit(session, { given: changed });
}
