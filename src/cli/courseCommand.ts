import { dirname, join } from "node:path";
import { type RecordedCourse, type RecordedPlan, recordedCourse } from "../app/recordedCourse";
import { InputError } from "../inputError";
import { unitText } from "../planning/limit";
import { readDvhTable } from "../records/dvhTable";
import { parsePlan } from "../records/planRecord";
import { gbqText } from "./activityText";
import { type Command, EXIT, numberOf, readArgs, required } from "./command";
import type { Io } from "./io";
import { table } from "./table";

export const courseCommand: Command = {
  name: "course",
  summary:
    "the plans of the cycles given so far → delivered against predicted, what is left, the next activity",
  help: `gyre course <cycle1/plan.json> [<cycle2/plan.json> ...] [--predicted <plan.json>] [--given <GBq>]...
            [--planned <GBq>] [--cycles <n>] [--limit id=value]... [--json]

Each plan is that of one cycle's own scans (gyre plan), in the order of the cycles; its dvh.csv must lie beside it.
--predicted  the plan that doses were predicted by; without it the first cycle's
--given      activity given in a cycle, once a cycle; without it as the plans' administrations say
--planned    activity planned for each of the remaining cycles
--cycles     cycles of the whole course; without it as the protocol says
--limit      another value of a limit, in its own unit: --limit kidney-23=18
stdout carries tables, or with --json one object (docs/schemas/course.schema.json).`,
  run: async (args, io) => {
    const { values, positionals } = readArgs("course", args, {
      predicted: { type: "string" },
      given: { type: "string", multiple: true },
      planned: { type: "string" },
      cycles: { type: "string" },
      limit: { type: "string", multiple: true },
      json: { type: "boolean" },
    });
    required("course", "plan (a plan file for each cycle)", positionals[0]);
    const number = (name: string, text: string, min = 0) => numberOf("course", name, text, { min });
    const cycles: RecordedPlan[] = [];
    for (const path of positionals) cycles.push(await readPlan(io, path));
    const plannedCycles =
      values.cycles === undefined ? undefined : number("cycles", values.cycles, cycles.length);
    if (plannedCycles !== undefined && !Number.isInteger(plannedCycles))
      throw new InputError(`gyre course: --cycles expects a whole number, got "${values.cycles}"`);
    const course = recordedCourse({
      cycles,
      predictedBy:
        values.predicted === undefined ? undefined : await readPlan(io, values.predicted),
      givenGBq: values.given?.map((text) => number("given", text)),
      plannedGBq: values.planned === undefined ? undefined : number("planned", values.planned),
      plannedCycles,
      limitValues: Object.fromEntries(
        (values.limit ?? []).map((text) => {
          const [id = "", value = ""] = text.split("=");
          return [id, number(`limit ${id}`, value)];
        }),
      ),
    });
    io.stdout(values.json ? `${JSON.stringify(course)}\n` : tables(course));
    for (const { id, reason } of course.notHeld) io.stderr(`Not checked: ${id} (${reason}).\n`);
    for (const warning of course.warnings) io.stderr(`${warning}\n`);
    return EXIT.ok;
  },
};

async function readPlan(io: Io, path: string): Promise<RecordedPlan> {
  const text = async (file: string) => new TextDecoder().decode(await io.readFile(file));
  const dvhPath = join(dirname(path), "dvh.csv");
  return {
    path,
    plan: parsePlan(await text(path), path),
    curves: readDvhTable(await text(dvhPath), dvhPath),
  };
}

function tables(course: RecordedCourse): string {
  const { cycles, structures, limits, nextActivity } = course;
  const name = (id: string | null) => structures.find((s) => s.id === id)?.name ?? id;
  return [
    ...cycles.map(({ plan, activityGBq }, c) => `Cycle ${c + 1}: ${activityGBq} GBq (${plan})`),
    `Predicted by ${course.predictedBy}`,
    "",
    table(
      [
        "structure",
        ...cycles.map((_, c) => `cycle ${c + 1} Gy`),
        "delivered Gy",
        "predicted Gy",
        "ratio",
        "± %",
        "BED Gy",
      ],
      structures.map((s) => [
        s.name,
        ...s.cycles.map(({ deliveredGy, measured }) =>
          measured ? deliveredGy.toPrecision(4) : `(${deliveredGy.toPrecision(4)})`,
        ),
        s.deliveredGy.toPrecision(4),
        s.predictedGy.toPrecision(4),
        s.ratio?.toFixed(3) ?? "–",
        (100 * s.relativeUncertainty).toFixed(1),
        s.bed?.gy.toPrecision(4) ?? "–",
      ]),
    ),
    table(
      ["limit", "structure", "used", "value", "share", "remaining", "share at planned"],
      limits.map((row) => [
        row.label +
          (row.per === "cycle" ? " (each cycle)" : "") +
          (row.informational ? " (information)" : ""),
        row.structureName,
        row.used.toPrecision(4),
        `${row.value} ${unitText(row)}`,
        `${(100 * row.shareUsed).toFixed(1)} %`,
        row.remaining.toPrecision(4),
        row.shareAtPlanned === null ? "–" : `${(100 * row.shareAtPlanned).toFixed(1)} %`,
      ]),
    ),
    sentenceOf("One more cycle", nextActivity.oneMoreCycle, name),
    nextActivity.remainingCycles
      ? sentenceOf(
          `Each of the ${course.remainingCycles} remaining cycles`,
          nextActivity.remainingCycles,
          name,
        )
      : `All ${course.plannedCycles} cycles are given.`,
    "",
  ].join("\n");
}

function sentenceOf(
  what: string,
  next: RecordedCourse["nextActivity"]["oneMoreCycle"],
  name: (id: string | null) => string | null,
): string {
  const { perCycleGBq, perCycleInterval95GBq: interval, bindingLimit, bindingStructure } = next;
  if (perCycleGBq === null) return `${what}: no limit binds, so no largest activity is known.`;
  const range = interval ? ` (95 %: ${interval.map((gbq) => gbqText(gbq)).join(" to ")})` : "";
  return `${what}: at most ${gbqText(perCycleGBq)} GBq${range}; binds: ${bindingLimit}, ${name(bindingStructure)}.`;
}
