import type { activityForGoals, LargestActivity } from "../../planning/largestActivity";

/** What each limit allows. */
export const limitsOf = ({ perLimit }: LargestActivity) =>
  perLimit.map(({ limit, ...held }) => ({
    id: limit.id,
    label: limit.label,
    value: limit.value,
    unit: limit.unit,
    ...(limit.rbeAlpha === undefined ? {} : { rbeAlpha: limit.rbeAlpha }),
    per: limit.per,
    informational: limit.informational,
    structureId: held.structureId,
    reachedAtActivityGBq: held.activityGBq ?? null,
    valueAtLargest: held.valueAtLargest ?? null,
    shareUsedAtLargest: held.shareUsedAtLargest ?? null,
    marks: held.marks,
    source: limit.source,
    confirm: limit.confirm,
  }));

/** What each goal needs. */
export const goalsOf = ({ perGoal }: ReturnType<typeof activityForGoals>) =>
  perGoal.map(({ goal, ...held }) => ({
    id: goal.id,
    label: goal.label,
    value: goal.value,
    unit: goal.unit,
    ...(goal.rbeAlpha === undefined ? {} : { rbeAlpha: goal.rbeAlpha }),
    structureId: held.structureId,
    neededActivityGBq: held.activityGBq ?? null,
    source: goal.source,
  }));
