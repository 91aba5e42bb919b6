import { join } from "node:path";
import { sampleCaseFiles } from "../app/sampleCase";
import { type Command, EXIT, readArgs, required } from "./command";

export const sampleCommand: Command = {
  name: "sample",
  summary: "writes the synthetic teaching case: four SPECT/CT after 7.4 GBq of 177Lu-DOTATATE",
  help: `gyre sample --out <folder>

Writes the case that is bundled with the page: spect_1 to spect_4 (Bq/mL), ct_1 to ct_4 (HU), labels.nii.gz and case.json.
The same files in every run; their truth is in docs/sample-case.md. stdout carries the names and sizes of the files.`,
  run: async (args, io, work) => {
    const { values } = readArgs("sample", args, { out: { type: "string" } });
    const out = required("sample", "out", values.out);
    for (const [name, bytes] of await sampleCaseFiles(work)) {
      await io.writeFile(join(out, name), bytes);
      io.stdout(`${join(out, name)} ${bytes.length} bytes\n`);
    }
    return EXIT.ok;
  },
};
