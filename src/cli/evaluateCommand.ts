import { dirname, join } from "node:path";
import { type Evaluation, evaluatePlan } from "../app/evaluatePlan";
import { InputError } from "../inputError";
import { unitText } from "../planning/limit";
import { readDvhTable } from "../records/dvhTable";
import { parsePlan } from "../records/planRecord";
import { type Command, EXIT, numberOf, readArgs, required } from "./command";
import { table } from "./table";

export const evaluateCommand: Command = {
  name: "evaluate",
  summary: "a plan at an activity → doses, limits and goals, without a new calculation",
  help: `gyre evaluate <plan.json> --activity <GBq> --cycles <n> [--limit id=value]... [--json]

--activity  activity of each cycle, GBq
--cycles    equal cycles, far apart against repair
--limit     another value of one of the plan's limits, in its own unit: --limit kidney-23=18
The plan's dvh.csv must lie beside it. stdout carries tables, or with --json one object (docs/schemas/evaluation.schema.json).`,
  run: async (args, io) => {
    const { values, positionals } = readArgs("evaluate", args, {
      activity: { type: "string" },
      cycles: { type: "string" },
      limit: { type: "string", multiple: true },
      json: { type: "boolean" },
    });
    const path = required("evaluate", "plan (the plan file)", positionals[0]);
    const activity = required("evaluate", "activity", values.activity);
    const cycles = numberOf("evaluate", "cycles", required("evaluate", "cycles", values.cycles), {
      min: 1,
    });
    if (!Number.isInteger(cycles))
      throw new InputError(
        `gyre evaluate: --cycles expects a whole number, got "${values.cycles}"`,
      );
    const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    const dvhPath = join(dirname(path), "dvh.csv");
    const evaluation = evaluatePlan(
      parsePlan(decode(await io.readFile(path)), path),
      readDvhTable(decode(await io.readFile(dvhPath)), dvhPath),
      {
        activityGBq: numberOf("evaluate", "activity", activity, { min: 0 }),
        cycles,
        limitValues: Object.fromEntries((values.limit ?? []).map(limitValue)),
      },
    );
    io.stdout(values.json ? `${JSON.stringify(evaluation)}\n` : tables(evaluation));
    for (const { id, reason } of evaluation.notHeld) io.stderr(`Not checked: ${id} (${reason}).\n`);
    for (const warning of evaluation.warnings) io.stderr(`${warning}\n`);
    return EXIT.ok;
  },
};

function limitValue(text: string): [string, number] {
  const [id = "", value = ""] = text.split("=");
  return [id, numberOf("evaluate", `limit ${id}`, value, { min: 0 })];
}

function tables({ structures, limits, goals, ...evaluation }: Evaluation): string {
  const name = (id: string) => structures.find((structure) => structure.id === id)?.name ?? id;
  const rows = [
    ...limits.map((row) => ({ ...row, state: row.exceeded ? "exceeded" : "within" })),
    ...goals.map((row) => ({ ...row, state: row.reached ? "reached" : "missed" })),
  ];
  const isWeighted = structures.some(({ rbeAlpha }) => rbeAlpha !== undefined);
  return [
    `${evaluation.cycles} × ${evaluation.activityPerCycleGBq} GBq = ${Number(evaluation.totalActivityGBq.toPrecision(6))} GBq`,
    "",
    table(
      ["structure", "mean Gy", ...(isWeighted ? ["mean Gy(RBE)"] : []), "D98 Gy", "D2 Gy"],
      structures.map((s) => [
        s.name,
        s.meanGy.toPrecision(4),
        ...(isWeighted ? [s.rbeWeightedMeanGy?.toPrecision(4) ?? "-"] : []),
        s.d98Gy.toPrecision(4),
        s.d2Gy.toPrecision(4),
      ]),
    ),
    table(
      ["limit or goal", "structure", "figure", "value", "share", "state"],
      rows.map((row) => [
        row.label + (row.informational ? " (information)" : ""),
        name(row.structureId),
        row.figure.toPrecision(4),
        `${row.value} ${unitText(row)}`,
        `${(100 * row.share).toFixed(1)} %`,
        row.state,
      ]),
    ),
    ...(evaluation.daughters
      ? [
          table(
            ["daughter", "where it decays"],
            evaluation.daughters.map(({ nuclide, text }) => [nuclide, text]),
          ),
        ]
      : []),
  ].join("\n");
}
