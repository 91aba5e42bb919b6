import { InputError } from "../inputError";
import { fitWithPrior } from "../kinetics/bayes";
import { fitTimeActivity, type ModelChoice } from "../kinetics/fit";
import type { HeldHalfLife } from "../kinetics/heldHalfLife";
import { bestNextScanH } from "../kinetics/nextScan";
import type { PopulationPrior } from "../kinetics/population";
import { readPopulations } from "../kinetics/populationCsv";
import { underNuclide } from "../kinetics/priorFor";
import { PRIORS } from "../kinetics/priors";
import { tiaInterval95 } from "../kinetics/tiaInterval";
import { nuclide } from "../physics/nuclides";
import { HOUR_S } from "../physics/units";
import { type Command, EXIT, numberOf, readArgs, required } from "./command";
import { heldByRegion } from "./heldByRegion";
import type { Io } from "./io";
import { table } from "./table";
import { readTacTable, type TacRegion } from "./tacTable";

const MODELS: Readonly<Record<string, ModelChoice>> = {
  auto: "auto",
  mono: "monoExponential",
  bi: "biExponential",
  tri: "triExponential",
  uptake: "uptakeWashout",
  trapezoid: "trapezoid",
  permanent: "permanent",
};

export const fitCommand: Command = {
  name: "fit",
  summary: "activities over time → time-integrated activity with its interval",
  help: `gyre fit --tac <tac.csv> --nuclide <Lu-177>
         [--model auto|mono|bi|tri|uptake|trapezoid|permanent|bayes]
         [--prior <177Lu-DOTATATE/kidney|own.json>] [--populations <own.json>] [--administered <MBq>]
         [--fix [<region>=][<phase>:]<h>]… [--bound [<region>=][<phase>:]<from>-<to>]… [--json]

--tac           columns region, time_h (since administration), activity_MBq (at that time, not decay-corrected) and, optionally, sigma (MBq)
--model         auto chooses by the corrected Akaike criterion; bayes needs --prior
--prior         how the kinetics spread over patients: ${PRIORS[0]!.name} and others of the program, one of --populations, or a file
                with one population (gyre population learn)
--administered  lets the prior speak of the amount too
--fix           effective half-life of a phase, h, fixed by hand: for one region or for all; slowest: where no phase is named, second: (the uptake
                of --model uptake) or third:, as --fix kidney=second:1
--bound         the same held within a range, h; never longer than physical decay
--json          an array, one entry a region (docs/schemas/fit.schema.json)`,
  run: async (args, io) => {
    const { values } = readArgs("fit", args, {
      tac: { type: "string" },
      nuclide: { type: "string" },
      model: { type: "string", default: "auto" },
      prior: { type: "string" },
      populations: { type: "string" },
      administered: { type: "string" },
      fix: { type: "string", multiple: true },
      bound: { type: "string", multiple: true },
      json: { type: "boolean" },
    });
    const path = required("fit", "tac", values.tac);
    const facts = nuclide(required("fit", "nuclide", values.nuclide));
    const about = { nuclide: facts.name, physicalHalfLifeH: facts.halfLifeS / HOUR_S };
    const regions = readTacTable(new TextDecoder().decode(await io.readFile(path)), path);
    const held = heldByRegion(
      [...(values.fix ?? []), ...(values.bound ?? [])],
      regions,
      values.model,
    );
    const results =
      values.model === "bayes"
        ? await posteriors(regions, about, values, io)
        : regions.map((region) =>
            leastSquares(region, about, modelOf(values.model), held.get(region.region)),
          );
    io.stdout(values.json ? `${JSON.stringify(results, null, 2)}\n` : asText(results));
    return EXIT.ok;
  },
};

interface Label {
  readonly nuclide: string;
  readonly physicalHalfLifeH: number;
}

function modelOf(name: string): ModelChoice {
  const model = MODELS[name];
  if (!model)
    throw new InputError(
      `gyre fit: --model expects ${[...Object.keys(MODELS), "bayes"].join(", ")}, got "${name}"`,
    );
  return model;
}

function leastSquares(
  region: TacRegion,
  { nuclide, physicalHalfLifeH }: Label,
  model: ModelChoice,
  heldHalfLifeH: HeldHalfLife | undefined,
) {
  const fit = forRegion(region, () =>
    fitTimeActivity({
      ...region,
      physicalHalfLifeH,
      model,
      ...(heldHalfLifeH ? { heldHalfLifeH } : {}),
    }),
  );
  return {
    schema: "gyre.fit/1",
    region: region.region,
    nuclide,
    physicalHalfLifeH,
    ...fit,
    tiaInterval95MBqH: tiaInterval95(fit, region.sigmaMBq !== undefined),
  };
}

async function posteriors(
  regions: readonly TacRegion[],
  label: Label,
  values: { prior?: string; populations?: string; administered?: string },
  io: Io,
) {
  const named = await priorOf(required("fit", "prior", values.prior), values.populations, io);
  const prior = underNuclide(named, label.nuclide);
  const { physicalHalfLifeH } = label;
  const administeredMBq =
    values.administered === undefined
      ? undefined
      : numberOf("fit", "administered", values.administered, { min: 1e-6 });
  return regions.map((region) => {
    const fit = forRegion(region, () =>
      fitWithPrior({ ...region, prior, physicalHalfLifeH, administeredMBq }),
    );
    const { logMean: _mean, logCovariance, kinetics, tiaIntervalMBqH, ...rest } = fit;
    const next = bestNextScanH(fit, { afterH: Math.max(0, ...region.timesH) });
    const parameters = [
      { name: "amplitude per MBq", value: kinetics.amplitudePerMBq, unit: "1" },
      { name: "effective half-life", value: kinetics.effectiveHalfLifeH, unit: "h" },
      { name: "uptake half-life", value: kinetics.uptakeHalfLifeH, unit: "h" },
    ].map((p, i) => ({ ...p, standardError: p.value * Math.sqrt(logCovariance[i]![i]!) }));
    return {
      schema: "gyre.fit/1",
      region: region.region,
      nuclide: label.nuclide,
      physicalHalfLifeH,
      model: "bayes",
      prior: prior.name,
      ...rest,
      flags: [...strangeTo(prior, region), ...rest.flags],
      parameters,
      tiaStandardErrorMBqH: fit.tiaMBqH * fit.tiaLogSigma,
      tiaInterval95MBqH: tiaIntervalMBqH,
      bestNextScan: { timeH: next.timeH, intervalReduction: next.reduction },
    };
  });
}

/** A prior is of one organ, and a table has many. */
function strangeTo({ organ, name }: PopulationPrior, { region }: TacRegion): string[] {
  if (region.toLowerCase().includes(organ.toLowerCase())) return [];
  return [`The population "${name}" is of ${organ}, and is taken here for ${region}.`];
}

async function priorOf(name: string, file: string | undefined, io: Io): Promise<PopulationPrior> {
  const own = file ? readPopulations(new TextDecoder().decode(await io.readFile(file)), file) : [];
  if (/\.(json|csv)$/i.test(name)) {
    const [only, ...more] = readPopulations(
      new TextDecoder().decode(await io.readFile(name)),
      name,
    );
    if (!only || more.length > 0)
      throw new InputError(
        `gyre fit: --prior expects a file with one population, ${name} holds ${only ? more.length + 1 : 0}; name one with --populations ${name} --prior <name>`,
      );
    return only;
  }
  const all = [...own, ...PRIORS];
  const found = all.find((prior) => prior.name.toLowerCase() === name.toLowerCase());
  if (!found)
    throw new InputError(
      `gyre fit: --prior expects one of ${all.map((prior) => prior.name).join(", ")}, got "${name}"`,
    );
  return found;
}

/** What a region's readings are refused for, with file, lines and the region's name in front. */
function forRegion<T>({ region, where }: TacRegion, answer: () => T): T {
  try {
    return answer();
  } catch (error) {
    if (error instanceof InputError)
      throw new InputError(`${where}, region "${region}": ${error.message}`);
    throw error;
  }
}

type Result = ReturnType<typeof leastSquares> | Awaited<ReturnType<typeof posteriors>>[number];

function asText(results: readonly Result[]): string {
  const number = (x: number) => x.toPrecision(5);
  const rows = results.map((r) => [
    r.region,
    r.model,
    number(r.tiaMBqH),
    r.tiaInterval95MBqH ? r.tiaInterval95MBqH.map(number).join("–") : "–",
    number(r.effectiveHalfLifeH),
    `${(100 * r.extrapolatedShare).toFixed(1)} %`,
  ]);
  const head = ["region", "model", "TIA MBq·h", "95 %", "T_eff h", "after last"];
  const flags = results.flatMap((r) => r.flags.map((flag) => `${r.region}: ${flag}\n`));
  const next = results.flatMap((r) =>
    "bestNextScan" in r
      ? [
          `${r.region}: best time for the next scan: ${r.bestNextScan.timeH} h after the administration; it would narrow the interval by about ${(100 * r.bestNextScan.intervalReduction).toFixed(0)} %.\n`,
        ]
      : [],
  );
  return table(head, rows) + next.join("") + flags.join("");
}
