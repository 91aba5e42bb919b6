import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import type { Command } from "../../src/cli/command";
import { fitCommand } from "../../src/cli/fitCommand";
import { processIo } from "../../src/cli/io";
import { populationCommand } from "../../src/cli/populationCommand";
import { curvesToCsv, curvesToJson } from "../../src/kinetics/finishedCurveFile";
import { quietWork } from "../../src/work";
import { folderOf } from "../support/cli";

const CURVES = [38, 41, 44].map((halfLifeH) => ({
  radiopharmaceutical: "177Lu-DOTATATE",
  nuclide: "Lu-177",
  organ: "kidney",
  massG: 150,
  timesH: [4, 24, 96, 168],
  administeredPercent: [4, 24, 96, 168].map((t) => 2 * 2 ** (-t / halfLifeH)),
}));
const accepts = (name: string, value: unknown) =>
  new Ajv2020().validate(
    JSON.parse(readFileSync(`docs/schemas/${name}.schema.json`, "utf8")),
    value,
  );

async function run(command: Command, ...args: readonly string[]) {
  let stdout = "";
  const io = {
    ...processIo,
    stdout: (text: string) => {
      stdout += text;
    },
  };
  await command.run(args, io, quietWork());
  return stdout;
}

test("gyre population learn makes a prior that gyre fit reads; a file that is none is refused", async () => {
  const cwd = folderOf({
    "tacs/own.csv": curvesToCsv(CURVES),
    "tac.csv": "region,time_h,activity_MBq\nkidney,96,27\n",
    "wrong/own.csv": "curve,organ\n1,kidney\n",
  });
  const prior = join(cwd, "prior.json");
  const learn = (from: string) =>
    run(populationCommand, "learn", "--tacs", join(cwd, from), "--out", prior);
  const learnt = await learn("tacs");
  const given = ["--tac", join(cwd, "tac.csv"), "--nuclide", "Lu-177", "--model", "bayes"];
  const fitted = JSON.parse(await run(fitCommand, ...given, "--prior", prior, "--json"));

  expect(learnt).toContain("177Lu-DOTATATE/kidney, own 3 curves");
  expect(accepts("population", JSON.parse(readFileSync(prior, "utf8")))).toBe(true);
  expect(accepts("finished-curves", JSON.parse(curvesToJson(CURVES)))).toBe(true);
  expect(fitted[0].prior).toBe("177Lu-DOTATATE/kidney, own 3 curves");
  await expect(learn("wrong")).rejects.toThrow(
    'own.csv: the column "radiopharmaceutical" is missing',
  );
});
