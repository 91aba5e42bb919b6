import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { planCommand } from "../../src/cli/planCommand";
import { quietWork } from "../../src/work";
import { liverBoxCase, TWO_TERRITORIES } from "../support/liverBox";
import { memoryIo } from "../support/memoryIo";

const measurements = { heightCm: 175, weightKg: 70, factors: { bilirubinMgPerDl: 0.8 } };
const planar = { lungAnterior: 90, lungPosterior: 40, liverAnterior: 600, liverPosterior: 486 };

test("gyre plan prints the ways to the activity of spheres side by side, and plan.json holds them by its schema", async () => {
  const spheres = { tumourGy: 150, lungShunt: { planar } };
  const files = await liverBoxCase(TWO_TERRITORIES, { measurements, spheres });
  const memory = memoryIo(files);
  const io = {
    ...memory.io,
    readFile: (path: string) => memory.io.readFile(path.split("/").at(-1)!),
  };

  await planCommand.run(["case.json", "--out", "out"], io, quietWork());

  const text = memory.said().stdout;
  expect(text).toMatch(/microspheres +Mono-compartment +Partition +Body surface \(resin\) +Voxels/);
  expect(text).toMatch(/Activity by this way +[\d.]+ GBq +[\d.]+ GBq +1\.72 GBq +[\d.]+ GBq/);
  expect(text).toContain(
    "Lung shunt: 10.0 % from planar counts, geometric mean of lungs 90 and 40",
  );
  expect(text).toMatch(/Right lobe +77\.2 %/);
  const file = JSON.parse(new TextDecoder().decode(memory.files.get("out/plan.json")));
  const { radioembolization: table } = file;
  expect(table.lungShunt).toBeCloseTo(0.1, 6);
  expect(table.lungShuntFrom).toBe("planar");
  const [, partition, surface, voxel] = table.ways;
  expect(surface.gyPerGBq.every((gy: unknown) => gy === null)).toBe(true);
  for (const [c, gy] of partition.gyPerGBq.entries())
    expect(Math.abs(voxel.gyPerGBq[c] / gy - 1)).toBeLessThan(0.005);
  const structure = file.structures.find(({ id }: { id: string }) => id === "right-tumour");
  expect(voxel.gyPerGBq[0]).toBe(structure.meanGyPerGBq);
  expect(voxel.largestActivityGBq).toBe(file.largestActivity.totalActivityGBq);
  const ajv = new Ajv2020({ strict: false });
  ajv.validate(JSON.parse(readFileSync("docs/schemas/plan.schema.json", "utf8")), file);
  expect(ajv.errors).toBeNull();
});
