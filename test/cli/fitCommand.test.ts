import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fitCommand } from "../../src/cli/fitCommand";
import type { Io } from "../../src/cli/io";
import { quietWork } from "../../src/work";

const TAC = `region,time_h,activity_MBq
"kidney, left",4,98.5
"kidney, left",28,73.6
"kidney, left",103,25.4
"kidney, left",124,19.0
spleen,4,87.2
spleen,28,77.6
spleen,103,34.7
spleen,124,27.9
`;
const WITH_SIGMA = `region,time_h,activity_MBq,sigma
kidney,96,27.1,1.4
`;

async function run(text: string, ...args: string[]) {
  let out = "";
  const io: Io = {
    stdout: (s) => {
      out += s;
    },
    stderr: () => {},
    readFile: async () => new TextEncoder().encode(text),
    writeFile: async () => {},
  };
  await fitCommand.run(["--tac", "tac.csv", "--nuclide", "Lu-177", ...args], io, quietWork());
  return out;
}

/** Every field that the schema of an entry asks for or allows. */
const schema = JSON.parse(
  readFileSync(new URL("../../docs/schemas/fit.schema.json", import.meta.url), "utf8"),
).items;

function expectSchema(entry: Record<string, unknown>) {
  for (const field of schema.required) expect(entry).toHaveProperty(field);
  for (const field of Object.keys(entry)) expect(Object.keys(schema.properties)).toContain(field);
}

test("gyre fit --json gives one entry a region, in the order of the file, as its schema says", async () => {
  const entries = JSON.parse(await run(TAC, "--model", "uptake", "--json"));

  expect(entries.map((entry: { region: string }) => entry.region)).toEqual([
    "kidney, left",
    "spleen",
  ]);
  for (const entry of entries) {
    expectSchema(entry);
    const [low, high] = entry.tiaInterval95MBqH;
    expect(low).toBeLessThan(entry.tiaMBqH);
    expect(high).toBeGreaterThan(entry.tiaMBqH);
    expect(entry.flags.join()).toContain("Untested: 4 readings for 3 parameters");
  }
});

test("gyre fit --model bayes gives an interval from one reading and says when to scan next", async () => {
  const args = ["--model", "bayes", "--prior", "177Lu-DOTATATE/kidney", "--json"];
  const [entry] = JSON.parse(await run(WITH_SIGMA, ...args, "--administered", "7400"));

  expectSchema(entry);
  expect(entry.tiaInterval95MBqH[0]).toBeLessThan(entry.tiaMBqH);
  expect(entry.bestNextScan.timeH).toBeGreaterThan(96);
  expect(entry.flags[0]).toContain("assumed");
});

test("gyre fit --model bayes says after one scan and after two when to scan next", async () => {
  const args = ["--model", "bayes", "--prior", "177Lu-DOTATATE/kidney", "--administered", "7400"];
  const hourIn = (text: string) => Number(/best time for the next scan: (\d+) h/.exec(text)?.[1]);

  expect(hourIn(await run(WITH_SIGMA, ...args))).toBeGreaterThan(96);
  expect(
    hourIn(await run("region,time_h,activity_MBq\nkidney,4,99\nkidney,24,75\n", ...args)),
  ).toBeGreaterThan(48);
});

test("gyre fit puts the decay of the readings' nuclide into a population of another, and says so", async () => {
  const args = ["--model", "bayes", "--prior", "177Lu-DOTATATE/kidney", "--json"];
  const [entry] = JSON.parse(await run(WITH_SIGMA, ...args, "--nuclide", "Y-90"));

  expect(entry.nuclide).toBe("Y-90");
  expect(entry.effectiveHalfLifeH).toBeLessThan(64.1);
  expect(entry.flags[0]).toContain("its Lu-177 decay replaced by that of Y-90");
});

test("gyre fit prints a table a person can read", async () => {
  const text = await run(TAC);

  expect(text).toContain("TIA MBq·h");
  expect(text.split("\n").filter((line) => line.startsWith("spleen ")).length).toBe(1);
});

test("gyre fit names what it cannot use", async () => {
  await expect(run(TAC, "--model", "cubic")).rejects.toThrow("--model expects auto, mono");
  await expect(run(TAC, "--model", "bayes")).rejects.toThrow("--prior is missing");
  await expect(run(TAC, "--model", "bayes", "--prior", "x")).rejects.toThrow(
    "177Lu-DOTATATE/kidney",
  );
  await expect(run("region,time_h,activity_MBq\nliver,1,2\n")).rejects.toThrow(
    'region "liver": time-activity fit, model auto: expected at least 2 readings',
  );
});

test("gyre fit --fix and --bound hold half-lives by region, and refuse what is no range", async () => {
  const json = JSON.parse(
    await run(
      TAC,
      "--model",
      "mono",
      "--fix",
      "spleen=60",
      "--bound",
      "kidney, left=20-40",
      "--json",
    ),
  );

  expect(json[1].effectiveHalfLifeH).toBeCloseTo(60, 6);
  expect(json[1].flags[0]).toContain("fixed at 60 h by hand");
  expect(json[0].effectiveHalfLifeH).toBeCloseTo(40, 6);
  const uptake = JSON.parse(
    await run(
      TAC,
      "--model",
      "uptake",
      "--fix",
      "spleen=second:1",
      "--bound",
      "spleen=50-70",
      "--json",
    ),
  );
  expect(Math.LN2 / uptake[1].terms[1].ratePerH).toBeCloseTo(1, 9);
  expect(uptake[1].flags.slice(0, 2).join()).toMatch(/slowest phase was held.*uptake was fixed/);
  expect(uptake[0].flags.join()).not.toContain("by hand");
  await expect(run(TAC, "--fix", "fourth:1")).rejects.toThrow('"second:", "third:" where a phase');
  await expect(run(TAC, "--fix", "liver=60")).rejects.toThrow("expect a region of the table");
  await expect(run(TAC, "--fix", "300")).rejects.toThrow("at most the physical half-life");
});

test("a prior of one organ that is taken for another region says so there", async () => {
  const args = ["--model", "bayes", "--prior", "177Lu-DOTATATE/kidney", "--json"];
  const [kidney, spleen] = JSON.parse(await run(TAC, ...args));

  const said = /population "177Lu-DOTATATE\/kidney" is of kidney, and is taken here for spleen/;
  expect(spleen.flags[0]).toMatch(said);
  expect(kidney.flags.join()).not.toMatch(/is taken here for/);
});
