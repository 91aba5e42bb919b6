import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { animalCommand } from "../../src/cli/animalCommand";
import { quietWork } from "../../src/work";

const TABLE = [
  "organ,time_h,percent_per_g,animal_organ_g,human_organ_g",
  ...[1, 4, 12, 24, 48].map((t) => `kidney,${t},${20 * 2 ** (-t / 10)},0.3,310`),
].join("\n");

async function run(...args: readonly string[]): Promise<string> {
  let stdout = "";
  await animalCommand.run(
    ["mouse.csv", "--nuclide", "Lu-177", "--animal-g", "25", ...args],
    {
      stdout: (text) => {
        stdout += text;
      },
      stderr: () => {},
      readFile: async () => new TextEncoder().encode(TABLE),
      writeFile: async () => {},
    },
    quietWork(),
  );
  return stdout;
}

test("the table names every scaling, and the time factor of mouse to man", async () => {
  const stdout = await run("--human-g", "73000");

  expect(stdout).toMatch(/organ +none, h +mass, h +time, h +combined, h/);
  expect(stdout).toContain("Time factor 7.35.");
});

test("--json is what its schema says", async () => {
  const schema = JSON.parse(readFileSync("docs/schemas/animal.schema.json", "utf8"));
  const ajv = new Ajv2020({ strictTypes: false });

  expect(ajv.validate(schema, JSON.parse(await run("--human-g", "73000", "--json")))).toBe(true);
});

test("a mass that is none is refused by its option", async () => {
  await expect(run("--human-g", "heavy")).rejects.toThrow(
    'animal --human-g: expected more than 0 g, received "heavy"',
  );
});
