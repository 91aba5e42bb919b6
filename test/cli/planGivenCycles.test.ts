import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { planCommand } from "../../src/cli/planCommand";
import { readNifti } from "../../src/formats/nifti/read";
import { writeNifti } from "../../src/formats/nifti/write";
import { quietWork } from "../../src/work";
import { memoryIo } from "../support/memoryIo";
import { smallCase, smallCaseJson } from "../support/smallCase";

const PATIENCE_MS = 300_000;
const given = (cycle: object) => ({
  ...smallCaseJson(),
  givenCycles: [{ activityMBq: 7000 }, cycle],
});
const scan = {
  ...smallCaseJson().scans[1]!,
  id: "second_24h",
  image: { nifti: "second.nii.gz", unit: "Bq/mL", decayCorrectedTo: "scan" },
};

/** `gyre plan` of the small patient, whose second cycle shows 0.8 times the activity of the first everywhere. */
async function planned(data: object) {
  const files = smallCase();
  const { grid, values } = readNifti(files["scan_24h.nii.gz"] as Uint8Array, "scan_24h.nii.gz");
  const {
    io,
    said,
    files: inMemory,
  } = memoryIo({
    ...files,
    "second.nii.gz": writeNifti(
      { grid, values: values.map((bqPerMl) => 0.8 * bqPerMl) },
      { fileName: "second.nii.gz", description: "second cycle" },
    ),
    "case.json": JSON.stringify(data),
  });
  const beside = { ...io, readFile: (path: string) => io.readFile(path.split("/").at(-1)!) };
  await planCommand.run(["case.json", "--out", "out"], beside, quietWork());
  return { ...said(), written: (path: string) => inMemory.get(path)! };
}

test(
  "a case with given cycles leaves the coming ones what they leave of the limits, and each with scans has a dose on the grid of the plan",
  async () => {
    const cycle = {
      administration: { activityMBq: 7200 },
      date: "2026-05-04",
      scans: [scan],
      registration: "headers",
    };

    const { stdout, stderr, written } = await planned(given(cycle));

    const plan = JSON.parse(new TextDecoder().decode(written("out/plan.json")));
    const alone = readNifti(written("out/dose.nii.gz"), "dose.nii.gz");
    const second = readNifti(written("out/dose_cycle_2.nii.gz"), "dose_cycle_2.nii.gz");
    const perGBq = (0.8 * 7400) / 7200;
    const hottest = alone.values.indexOf(Math.max(...alone.values));
    expect(second.grid).toEqual(alone.grid);
    expect(second.values[hottest]! / alone.values[hottest]! / perGBq).toBeCloseTo(1, 3);
    const [first, measured] = plan.givenCycles;
    expect(first).toEqual({ id: "cycle_1", activityGBq: 7, structures: [] });
    expect(measured).toMatchObject({ activityGBq: 7.2, date: "2026-05-04" });
    for (const { structureId, ratio, cycles } of plan.deliveredDoses) {
      expect(ratio, structureId).toBeCloseTo((7 + 7.2 * perGBq) / 14.2, 3);
      expect(cycles.map((c: { measured: boolean }) => c.measured)).toEqual([false, true]);
    }
    expect(plan.largestActivity.cycles).toBe(2);
    expect(stdout).toContain("Cycle 2 of 2026-05-04: 7.2 GBq, doses by its scans (24 h).");
    expect(stdout).toContain("Limits speak of the cycles to come");
    expect(stderr).toContain(
      "Cycle 2: Kidney, Tumour, Remainder of the body: The kinetics of an earlier cycle (the plan)",
    );
    const schema = JSON.parse(readFileSync("docs/schemas/plan.schema.json", "utf8"));
    const ajv = new Ajv2020({ allErrors: true, strictTypes: false, validateFormats: false });
    ajv.validate(schema, plan);
    expect(ajv.errors ?? []).toEqual([]);
  },
  PATIENCE_MS,
);

test("a cycle may be told by its dose as a file, whose unit must be known", async () => {
  const dose = { activityMBq: 7200, dose: "second.nii.gz" };

  await expect(planned(given(dose))).rejects.toThrow(
    "givenCycles[1]: doseUnit: expected Gy or Gy per GBq, since second.nii.gz does not say which",
  );
  const { written } = await planned(given({ ...dose, doseUnit: "Gy" }));
  const { givenCycles } = JSON.parse(new TextDecoder().decode(written("out/plan.json")));
  expect(givenCycles[1]).toMatchObject({ id: "cycle_2", measuredIn: "second.nii.gz" });
  expect(givenCycles[1].structures[0].meanGyPerGBq).toBeGreaterThan(0);
  expect(written("out/dose_cycle_2.nii.gz")).toBeDefined();
});

test("a cycle of another nuclide than the plan's is refused", async () => {
  const other = { administration: { activityMBq: 7200, nuclide: "Y-90" }, scans: [scan] };

  await expect(planned(given(other))).rejects.toThrow(
    "givenCycles[1]: administration.nuclide: expected Lu-177 as in the plan, received Y-90",
  );
});

test("a scan of a given cycle that cannot be read is named with its cycle", async () => {
  const missing = { ...scan, image: { ...scan.image, nifti: "gone.nii.gz" } };

  await expect(planned(given({ activityMBq: 7200, scans: [missing] }))).rejects.toThrow(
    /givenCycles\[1\]: .*gone.nii.gz/,
  );
});
