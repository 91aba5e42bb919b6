import { InputError } from "../inputError";
import { curvesFor, type FinishedCurve, learnFromCurves } from "../kinetics/finishedCurve";
import { readCurves } from "../kinetics/finishedCurveFile";
import { populationsToCsv, readPopulations } from "../kinetics/populationCsv";
import { populationsToJson } from "../kinetics/populationFile";
import { PRIORS } from "../kinetics/priors";
import { quietWork } from "../work";
import { type Command, EXIT, readArgs, required } from "./command";
import { folderFiles } from "./folderFiles";
import { table } from "./table";

export const populationCommand: Command = {
  name: "population",
  summary: "finished patients → how their kinetics spread, as a prior for gyre fit",
  help: `gyre population learn --tacs <folder|curves.csv|curves.json> --out <prior.json|prior.csv>
         [--start <177Lu-DOTATATE/kidney>] [--populations <own.json|own.csv>]

--tacs         curves of finished patients, as the page exports them: CSV with the columns curve, radiopharmaceutical, nuclide, organ, mass_g,
               time_h, administered_percent (not decay-corrected) and, optionally, sigma_percent, or JSON (docs/schemas/finished-curves.schema.json)
--start        the population to begin with, which counts as five curves; without it every one that a curve belongs to is learnt
--populations  a file of populations to begin with, in place of the program's
--out          the populations learnt, JSON (docs/schemas/population.schema.json) or a table by a name in .csv; the page reads and writes both`,
  run: async ([verb, ...args], io) => {
    if (verb !== "learn")
      throw new InputError(
        `gyre population: expected learn, got "${verb ?? "nothing"}". See: gyre population --help`,
      );
    const { values } = readArgs("population", args, {
      tacs: { type: "string" },
      start: { type: "string" },
      populations: { type: "string" },
      out: { type: "string" },
    });
    const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    const out = required("population", "out", values.out);
    const files = await folderFiles([required("population", "tacs", values.tacs)]);
    const tables = files.filter(({ path }) => /\.(csv|json)$/i.test(path));
    if (tables.length === 0)
      throw new InputError(`${values.tacs}: expected curves as CSV or JSON, found none`);
    const curves: FinishedCurve[] = [];
    for (const { path, read } of tables) curves.push(...readCurves(decode(await read()), path));
    const known = values.populations
      ? readPopulations(decode(await io.readFile(values.populations)), values.populations)
      : PRIORS;
    const wanted = values.start?.toLowerCase();
    const starts = known.filter((prior) =>
      wanted === undefined
        ? curvesFor(prior, curves).length > 0
        : prior.name.toLowerCase() === wanted,
    );
    if (starts.length === 0)
      throw new InputError(
        `gyre population: ${values.start === undefined ? "no curve belongs to a population" : `--start "${values.start}" is not`} of ${known.map(({ name }) => name).join(", ")}`,
      );
    const learnt = [];
    for (const start of starts) {
      const own = curvesFor(start, curves);
      if (own.length === 0) throw new InputError(`${values.tacs}: no curve of ${start.name}`);
      learnt.push(await learnFromCurves(start, own, quietWork()));
    }
    const write = /\.csv$/i.test(out) ? populationsToCsv : populationsToJson;
    await io.writeFile(out, write(learnt));
    const rows = learnt.map(({ name, median, logCovariance, patients }) => [
      name,
      String(patients),
      ...[median.amplitudePerMBq * 100, median.effectiveHalfLifeH, median.uptakeHalfLifeH].map(
        (x, i) => `${x.toPrecision(4)} (${Math.sqrt(logCovariance[i]![i]!).toFixed(2)})`,
      ),
    ]);
    io.stdout(
      table(["population", "curves", "amount % (σ ln)", "T_eff h (σ ln)", "uptake h (σ ln)"], rows),
    );
    return EXIT.ok;
  },
};
