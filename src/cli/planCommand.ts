import { dirname, join, resolve } from "node:path";
import { budgetCsv } from "../app/budgetCsv";
import { casePrescription } from "../app/casePrescription";
import { type CalculateFor, caseScenarios } from "../app/caseScenarios";
import type { CourseCycle } from "../app/courseCycle";
import { cyclesOfCase } from "../app/cyclesOfCase";
import { startsAfterDose } from "../app/diagnosticEarlier";
import { doseFile } from "../app/doseFile";
import { givenShapes, withShapes } from "../app/givenShapes";
import { underNoLimit } from "../app/limitDoubts";
import { doseByMethod, type MethodDose, methodQuestion } from "../app/methodDose";
import { patientFiguresOf } from "../app/patientInput";
import { patientRows } from "../app/patientTable";
import { plan } from "../app/pipeline";
import { type InputDigest, planFile, recommendation } from "../app/planFile";
import { givenPart } from "../app/planFile/givenCycles";
import { scenariosPart } from "../app/planFile/scenarios";
import { planRelease, releaseLines } from "../app/planRelease";
import type { PlanResult } from "../app/planResult";
import { comparedOfCase } from "../app/scenarioComparison";
import { voxelMapFiles } from "../app/voxelMapFiles";
import { dvhCsv } from "../dosimetry/dvhCsv";
import { csvFile } from "../formats/csv";
import { InputError } from "../inputError";
import { unitText } from "../planning/limit";
import { parseCase } from "../records/caseFile";
import { completeCase } from "../records/completeCase";
import { loadStudy } from "../records/loadStudy";
import { refuseUnknownEarlier } from "../records/unknownEarlier";
import type { Volume } from "../volume/volume";
import { partOf } from "../work";
import { gbqText } from "./activityText";
import { type Command, EXIT, readArgs, required } from "./command";
import { diagnosticTable } from "./diagnosticTable";
import type { Io } from "./io";
import { methodsOf, methodTable } from "./methodComparison";
import { openNodeGpu } from "./nodeGpu";
import { scenarioTable } from "./scenarioTable";
import { sphereTable } from "./sphereTable";
import { table } from "./table";
import { voxelTable } from "./voxelTable";

export const planCommand: Command = {
  name: "plan",
  summary: "a case file → dose per GBq, DVHs, time-activity curves and the largest activity",
  help: `gyre plan <case.json> --out <folder> [--compare <methods>] [--maps] [--json]

Calculates what the case file asks for and writes into the folder:
  dose.nii.gz   absorbed dose, Gy per GBq administered in one cycle, on the reference scan's grid
  dvh.csv       cumulative dose-volume histograms: structure, dose_Gy_per_GBq, volume_mL, volume_percent
  tac.csv       activity of each region at each scan: region, time_h, activity_MBq, image_activity_MBq, and sigma (MBq) where readings have an error
  uncertainty.csv  what each step from counts to dose contributes: structure, quantity, step, uncertainty_percent, share_of_variance_percent
  plan.json     every setting, input digest, fit, dose, limit and the largest activity (docs/schemas/plan.schema.json)
  dose_cycle_<n>.nii.gz  of each of the case's givenCycles that has scans of its own: Gy per GBq of that cycle, on the same grid
--compare local,massPathKernel  computes the same decays by these methods too (local, kernel, densityScaledKernel, massPathKernel):
  dose_<method>.nii.gz, a table of mean, D98 and D2 against the plan's own method, and methodComparison in plan.json
--maps           with kinetics over voxels, one NIfTI file each of effective half-life (h), time-integrated activity (Bq h/mL), its standard error (%)
  and how the fit of the voxel ended: voxel_*.nii.gz
stdout carries the table of limits (with kinetics over voxels also how their fits ended, and their sums), or plan.json's content with --json. Paths in the case file are relative to it.`,
  run: async (args, io, work) => {
    const { values, positionals } = readArgs("plan", args, {
      out: { type: "string" },
      json: { type: "boolean" },
      compare: { type: "string" },
      maps: { type: "boolean" },
    });
    const casePath = required("plan", "case (the case file)", positionals[0]);
    const out = required("plan", "out", values.out);
    const methods = methodsOf(values.compare);
    const text = new TextDecoder().decode(await io.readFile(casePath));
    const inputs: InputDigest[] = [];
    const folder = dirname(resolve(casePath));
    const readFile = async (path: string) => {
      const bytes = await io.readFile(join(folder, path));
      inputs.push(await digestOf(path, bytes));
      return bytes;
    };
    const data = await completeCase(parseCase(text, casePath), casePath, readFile);
    const prescription = await casePrescription(data, readFile);
    if (values.maps && (prescription.kineticsOver ?? "structures") === "structures")
      throw new InputError(`gyre plan: --maps needs ${casePath} to ask for kinetics over voxels`);
    const study = await loadStudy(data, readFile, partOf(work, 0, 0.2));
    refuseUnknownEarlier(data, study);
    const gpu = await openNodeGpu();
    io.stderr(`WebGPU adapter: ${gpu.adapterName}\n`);
    try {
      const end = methods.length === 0 ? 1 : 0.7;
      const own = data.givenCycles ? 0.2 + (end - 0.2) / (1 + data.givenCycles.length) : end;
      const result = await plan(gpu, study, prescription, partOf(work, 0.2, own));
      const basis = { case: data, study, plan: result };
      const { cycles, doses } = await cyclesOfCase(gpu, basis, readFile, partOf(work, own, end));
      const compared: MethodDose[] = [];
      for (const [m, method] of methods.entries()) {
        const share = (1 - end) / methods.length;
        const part = partOf(work, end + m * share, end + (m + 1) * share);
        compared.push(await doseByMethod(gpu, methodQuestion(study, result, method), part));
      }
      const now = new Date().toISOString();
      const shaped = withShapes(result, givenShapes(result, cycles, doses));
      const open = { study, result: shaped, case: data, cycles: { cycles, doses } };
      const calculateFor: CalculateFor = async (protocol, part) =>
        plan(gpu, study, await casePrescription(data, readFile, protocol), part);
      const scenarios = comparedOfCase(
        open,
        await caseScenarios(open, casePath, calculateFor, partOf(work, end, 1)),
      );
      const file = {
        ...planFile(study, shaped, sorted(inputs), now, compared, cycles),
        ...scenariosPart(scenarios, data.scenarios),
      };
      await write(io, out, result, `${JSON.stringify(file, null, 2)}\n`);
      const maps = values.maps ? result.voxelKinetics?.maps : undefined;
      for (const [name, bytes] of maps ? voxelMapFiles(maps) : [])
        await io.writeFile(join(out, name), bytes);
      for (const dose of compared)
        await writeDose(io, join(out, `dose_${dose.method}.nii.gz`), dose.doseGyPerGBq);
      for (const [id, dose] of doses) await writeDose(io, join(out, `dose_${id}.nii.gz`), dose);
      io.stdout(
        values.json
          ? `${JSON.stringify(file)}\n`
          : `${planTable(shaped, cycles)}\n${warningCount(file.warnings.length)}${methodTable(result, compared)}${scenarioTable(scenarios)}`,
      );
      for (const warning of file.warnings) io.stderr(`${warning}\n`);
      for (const [n, { notes = [] }] of cycles.entries())
        for (const note of notes) io.stderr(`Cycle ${n + 1}: ${note}\n`);
    } finally {
      gpu.destroy();
    }
    return EXIT.ok;
  },
};

async function write(io: Io, out: string, result: PlanResult, json: string): Promise<void> {
  await writeDose(io, join(out, "dose.nii.gz"), result.doseGyPerGBq);
  await io.writeFile(join(out, "dvh.csv"), dvhCsv(result.dvhs));
  await io.writeFile(join(out, "tac.csv"), tacCsv(result));
  await io.writeFile(join(out, "uncertainty.csv"), budgetCsv(result.budget));
  await io.writeFile(join(out, "plan.json"), json);
}

const writeDose = (io: Io, path: string, dose: Volume<"doseGyPerGBq">) =>
  io.writeFile(path, doseFile(dose));

/** Activities of every region as the fit saw them, with its errors so that `gyre fit` finds the same, and as the images show them. */
function tacCsv({ regions, prescription }: PlanResult): string {
  const withSigma = prescription.readingErrorPercent !== undefined;
  const columns = ["region", "time_h", "activity_MBq", "image_activity_MBq"];
  const rows = regions.flatMap(({ structureId, timesH, activityMBq, imageActivityMBq, sigmaMBq }) =>
    timesH.map((hours, n) =>
      [
        structureId,
        hours,
        eightDigits(activityMBq[n]!),
        eightDigits(imageActivityMBq[n]!),
        ...(withSigma ? [eightDigits(sigmaMBq![n]!)] : []),
      ].join(","),
    ),
  );
  return csvFile([[...columns, ...(withSigma ? ["sigma"] : [])].join(","), ...rows]);
}

const eightDigits = (value: number) => Number(value.toPrecision(8));

/** Doses of the structures, limits in the order in which they are reached, and the answer. */
export function planTable(result: PlanResult, given: readonly CourseCycle[] = []): string {
  const { largest, goals, standardActivityGBq } = recommendation(result, given);
  const structures = table(
    ["structure", "mL", "g", "T_eff h", "Gy/GBq"],
    result.structureDoses.map((dose) => [
      dose.name,
      dose.volumeMl.toFixed(1),
      dose.massG.toFixed(1),
      dose.effectiveHalfLifeH?.toFixed(1) ?? "–",
      dose.meanGyPerGBq.toPrecision(3),
    ]),
  );
  const limits = table(
    ["limit", "structure", "value", "reached at GBq a cycle", "used at largest"],
    largest.perLimit.map(({ limit, structureName, activityGBq, shareUsedAtLargest }) => [
      limit.informational ? `${limit.label} (information)` : limit.label,
      structureName,
      `${limit.value} ${unitText(limit)}`,
      activityGBq === undefined ? "never" : gbqText(activityGBq),
      shareUsedAtLargest === undefined ? "–" : `${(100 * shareUsedAtLargest).toFixed(0)} %`,
    ]),
  );
  const beyond = (gbq: number) =>
    largest.activityGBq !== undefined && gbq > largest.activityGBq
      ? ", more than the limits tolerate"
      : "";
  const wanted = goals.perGoal.map(
    ({ goal, structureName, activityGBq }) =>
      `${goal.label} of ${structureName} (${goal.value} ${unitText(goal)}) needs ${activityGBq === undefined ? "more than any activity" : `${gbqText(activityGBq)} GBq a cycle${beyond(activityGBq)}`}.`,
  );
  const { balance, smallVolumes = [] } = result;
  const small = table(
    ["small volume in", "mL", "kBq/mL", "whole kBq/mL", "by it MBq", "plan MBq", "ratio"],
    smallVolumes.map((voi) => [
      voi.structureId,
      voi.volumeMl.toString(),
      shortNumber(voi.smallBqPerMl / 1000),
      shortNumber(voi.wholeBqPerMl / 1000),
      shortNumber(voi.smallMBq),
      shortNumber(voi.plannedMBq),
      voi.ratio.toFixed(2),
    ]),
  );
  return [
    structures,
    ...patientTable(result),
    ...(smallVolumes.length > 0 ? [small] : []),
    ...voxelText(result),
    limits,
    ...wanted,
    ...largest.notHeld.map(({ limit, reason }) => `Not checked: ${limit.label} (${reason}).`),
    ...unheldText(result),
    ...diagnosticTable(result),
    ...sphereTable(result, largest, startsAfterDose(result, given)),
    ...givenTable(result, given),
    answer(largest),
    ...(standardActivityGBq === undefined
      ? []
      : [`Standard: ${gbqText(standardActivityGBq)} GBq a cycle.`]),
    ...releaseText(result, largest.activityGBq ?? standardActivityGBq),
    `Energy balance: ${balance.differencePercent.toFixed(3)} %.`,
  ].join("\n");
}

/** Where every voxel has a curve of its own. */
const voxelText = ({ voxelKinetics, regions }: PlanResult): string[] =>
  voxelKinetics
    ? [
        voxelTable(
          voxelKinetics.regions,
          (id) => regions.find(({ structureId }) => structureId === id)?.name ?? id,
        ),
      ]
    : [];

/** What is held against nothing: right for most organs, and where a name that no limit knows shows. */
function unheldText({ prescription, structureDoses }: PlanResult): string[] {
  const names = underNoLimit(prescription, structureDoses).map(({ name }) => name);
  return names.length > 0 ? [`Organs under no limit: ${names.join(", ")}.`] : [];
}

/** A table that travels without stderr says that there is more to read. */
const warningCount = (count: number) =>
  count === 0 ? "" : `Warnings: ${count}, on stderr and in plan.json.\n`;

/** Delivered against predicted, where cycles were given. */
function givenTable(result: PlanResult, given: readonly CourseCycle[]): string[] {
  const { deliveredDoses = [] } = givenPart(result, given);
  if (deliveredDoses.length === 0) return [];
  return [
    ...given.map(
      ({ activityGBq, date, measuredIn }, n) =>
        `Cycle ${n + 1}${date === undefined ? "" : ` of ${date}`}: ${Number(activityGBq.toPrecision(6))} GBq, doses ${measuredIn === undefined ? "as predicted" : `by ${measuredIn}`}.`,
    ),
    table(
      ["given so far", "Gy", "predicted Gy", "ratio", "± %"],
      deliveredDoses.map((dose) => [
        dose.name,
        dose.deliveredGy.toPrecision(4),
        dose.predictedGy.toPrecision(4),
        dose.ratio?.toFixed(3) ?? "–",
        (100 * dose.relativeUncertainty).toFixed(1),
      ]),
    ),
    "Limits speak of the cycles to come, after what the given ones left of them.",
  ];
}

const shortNumber = (value: number) => String(Number(value.toPrecision(3)));

/** What was measured of the patient, where anything was. */
function patientTable(result: PlanResult): string[] {
  const { patient } = result.prescription;
  if (!patient) return [];
  const rows = patientRows(result, patient, patientFiguresOf(result, patient));
  return [
    table(
      ["measured", "value", "unit"],
      rows.map(({ name, value, unit }) => [name, value.toPrecision(4), unit]),
    ),
  ];
}

/** What the patient carries out of the ward, where the nuclide sends out photons. */
function releaseText(result: PlanResult, activityGBq: number | undefined): string[] {
  const { patient = {} } = result.prescription;
  const figures = patientFiguresOf(result, patient);
  const release = planRelease(result, figures, activityGBq, patient);
  if (!release) return [];
  return [
    `Release after ${gbqText(release.activityGBq)} GBq, from ${release.source}:`,
    ...releaseLines(release).map(({ name, value }) => `  ${name}: ${value}.`),
  ];
}

function answer(largest: ReturnType<typeof recommendation>["largest"]): string {
  const { activityGBq, totalActivityGBq, cycles, binding } = largest;
  if (activityGBq === undefined || totalActivityGBq === undefined || !binding)
    return "No limit could be held or is reached: the largest tolerated activity is not known.";
  const parts = cycles === 1 ? "" : ` in ${cycles} cycles of ${gbqText(activityGBq)}`;
  return `Largest tolerated activity: ${gbqText(totalActivityGBq)} GBq${parts}; binds: ${binding.limit.label}, ${binding.structureName}.`;
}

async function digestOf(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<InputDigest> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const sha256 = [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return { path, bytes: bytes.length, sha256 };
}

/** One entry a file, by path: a file may be read twice. */
const sorted = (inputs: readonly InputDigest[]) =>
  [...new Map(inputs.map((input) => [input.path, input])).values()].sort((a, b) =>
    a.path < b.path ? -1 : 1,
  );
