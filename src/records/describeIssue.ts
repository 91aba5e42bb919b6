import type * as v from "valibot";

type Issue = v.BaseIssue<unknown>;

/** "scans[1].activityMBq: expected number, received "7400"": the place and the fault that a schema found first. */
export function describeIssue(issues: readonly [Issue, ...Issue[]]): string {
  const { path, issue } = innermost(issues[0], []);
  const place = path
    .map((key, at) => (typeof key === "number" ? `[${key}]` : at === 0 ? `${key}` : `.${key}`))
    .join("");
  const where = place === "" ? "" : `${place}: `;
  if (issue.expected === "never") return `${where}there is no such field`;
  if (!issue.expected) return `${where}${issue.message}`;
  return `${where}expected ${issue.expected}, received ${issue.received}`;
}

/** Of a union the option that was followed furthest: the one that was meant. */
function innermost(issue: Issue, before: readonly unknown[]) {
  const path: readonly unknown[] = [...before, ...(issue.path ?? []).map(({ key }) => key)];
  let best = { path, issue };
  for (const inner of issue.issues ?? []) {
    const found = innermost(inner, path);
    if (found.path.length > best.path.length) best = found;
  }
  return best;
}
