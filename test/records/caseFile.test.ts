import { describe, expect, test } from "vitest";
import { InputError } from "../../src/inputError";
import { parseCase } from "../../src/records/caseFile";
import { caseSchema } from "../../src/records/caseSchema";
import { jsonSchema } from "../support/jsonSchema";
import { seededNumbers } from "../support/shapes";

const kidney = { id: "kidney_left", name: "left kidney", role: "organ" };
const CASE = {
  schema: "gyre.case/1",
  patient: "A",
  administration: { nuclide: "Lu-177", carrier: "DOTATATE", activityMBq: 7400 },
  scans: [
    {
      id: "spect1",
      label: "4 h",
      modality: "SPECT",
      nuclide: "Lu-177",
      image: { nifti: "spect1.nii.gz", unit: "Bq/mL", decayCorrectedTo: "scan" },
      hoursAfterAdministration: 4.2,
      anatomy: { nifti: "ct1.nii.gz" },
    },
    {
      id: "spect2",
      label: "24 h",
      modality: "SPECT",
      nuclide: "Lu-177",
      image: { dicom: ["spect2/1.dcm"], seriesUid: "1.2.3" },
      hoursAfterAdministration: 24,
    },
  ],
  reference: "spect2",
  structures: [
    { labels: "labels.nii.gz", onScan: "spect1", names: { "3": kidney } },
    {
      rtstruct: "lesions.dcm",
      onScan: "spect2",
      rois: { "Lesion 1": { id: "lesion_1", name: "lesion 1", role: "tumour" } },
    },
  ],
  protocol: { name: "lu177-dotatate", cycles: 4, limits: { kidney: 23 } },
  kinetics: { model: "auto", perStructure: { lesion_1: "monoExponential" } },
  dose: { method: "local", kernelDensityGPerCm3: 1.04 },
  registration: "translation",
};
type Edit = (data: typeof CASE & Record<string, unknown>) => void;
const parseEdited = (edit: Edit) => {
  const data = structuredClone(CASE);
  edit(data);
  return parseCase(JSON.stringify(data), "case.json");
};

test("a whole case is read as it stands", () => {
  expect(parseCase(JSON.stringify(CASE), "case.json")).toEqual(CASE);
});

test("an assay needs the time of the administration", () => {
  const assay = { activityMBq: 7600, at: "2026-03-02T07:00:00+01:00" };

  expect(() => parseEdited((c) => Object.assign(c.administration, { assay }))).toThrow(
    /administration.assay needs administration.at/,
  );
});

test("the names of a TotalSegmentator file need not be written out", () => {
  const data = parseEdited((c) => {
    Object.assign(c.structures[0]!, { names: "TotalSegmentator 2 total" });
  });

  expect(data.structures[0]).toMatchObject({ names: "TotalSegmentator 2 total" });
});

test("half-lives are held by hand as a pair or phase by phase, and a phase without such a name is refused", () => {
  const held = (heldHalfLifeH: unknown) =>
    parseEdited((c) => {
      Object.assign(c.kinetics, { perStructure: { kidney: { heldHalfLifeH } } });
    }).kinetics.perStructure!.kidney;

  expect(held([51, 51])).toEqual({ heldHalfLifeH: [51, 51] });
  expect(held({ second: [1, 2] })).toEqual({ heldHalfLifeH: { second: [1, 2] } });
  expect(() => held({ uptake: [1, 2] })).toThrow(/kinetics\.perStructure\.kidney/);
  expect(() => held([51])).toThrow(/kinetics\.perStructure\.kidney/);
});

test("the published JSON Schema is that of the program", async () => {
  const schema = jsonSchema(caseSchema, "gyre.case/1");

  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
    "../../docs/schemas/case.schema.json",
  );
});

describe("refused, with the place:", () => {
  test.each<[string, string, Edit]>([
    [
      "another version",
      'schema: expected "gyre.case/1", received "gyre.case/2"',
      (c) => {
        c.schema = "gyre.case/2";
      },
    ],
    [
      "a number as text",
      'administration.activityMBq: expected number, received "7400"',
      (c) => {
        Object.assign(c.administration, { activityMBq: "7400" });
      },
    ],
    [
      "no activity",
      "administration.activityMBq: expected >0, received 0",
      (c) => {
        c.administration.activityMBq = 0;
      },
    ],
    [
      "a misspelt field",
      "kinetics.modle: there is no such field",
      (c) => {
        Object.assign(c.kinetics, { modle: "auto" });
      },
    ],
    [
      "a unit it does not know",
      'scans[0].image.unit: expected ("Bq/mL" | "kBq/mL" | "MBq/mL"), received "cps"',
      (c) => {
        Object.assign(c.scans[0]!.image, { unit: "cps" });
      },
    ],
    [
      "a role it does not know",
      'structures[0].names.3.role: expected ("organ" | "tumour" | "territory" | "marrow" | "body" | "other"), received "kidney"',
      (c) => {
        Object.assign(c.structures[0]!, { names: { "3": { ...kidney, role: "kidney" } } });
      },
    ],
    [
      "a local time without offset",
      "scans[0].acquired: ",
      (c) => {
        Object.assign(c.scans[0]!, { acquired: "2026-03-02T09:15:00" });
      },
    ],
    [
      "a time given twice",
      "scans[0]: both hoursAfterAdministration and acquired",
      (c) => {
        Object.assign(c.scans[0]!, { acquired: "2026-03-02T09:15:00+01:00" });
      },
    ],
    [
      "no time",
      "scans[0]: no time; expected hoursAfterAdministration or acquired",
      (c) => {
        delete (c.scans[0] as Record<string, unknown>).hoursAfterAdministration;
      },
    ],
    [
      "a clock time alone",
      "scans[1]: acquired needs administration.at",
      (c) => {
        delete (c.scans[1] as Record<string, unknown>).hoursAfterAdministration;
        Object.assign(c.scans[1]!, { acquired: "2026-03-02T09:15:00+01:00" });
      },
    ],
    [
      "a reference that is no scan",
      'reference: expected one of the scans spect1, spect2, received "ct"',
      (c) => {
        c.reference = "ct";
      },
    ],
    [
      "two scans of one id",
      'scans: two have the id "spect1"',
      (c) => {
        c.scans[1]!.id = "spect1";
      },
    ],
    [
      "structures on no scan",
      "structures[1].onScan: expected one of the scans",
      (c) => {
        c.structures[1]!.onScan = "x";
      },
    ],
    [
      "two structures of one id",
      'structures: two have the id "kidney_left"',
      (c) => {
        Object.assign(c.structures[1]!, { rois: { a: kidney } });
      },
    ],
    [
      "open questions",
      "openQuestions: settle and remove them first.\n- Which half-life?",
      (c) => {
        c.openQuestions = ["Which half-life?"];
      },
    ],
  ])("%s", (_, message, edit) => {
    expect(() => parseEdited(edit)).toThrow(`case.json: ${message}`);
  });

  test("text that is no JSON", () => {
    expect(() => parseCase("{", "case.json")).toThrow(/^case\.json: not JSON/);
  });
});

test("damaged case files are read or refused, never anything else", () => {
  const text = JSON.stringify(CASE);
  const next = seededNumbers(8);
  const letters = '{}[]":,0-9eE. ntf\\/_';
  for (let round = 0; round < 1000; round++) {
    let damaged = text;
    for (let edit = 0; edit < 2; edit++) {
      const at = Math.floor(next() * damaged.length);
      const letter = letters[Math.floor(next() * letters.length)];
      damaged = damaged.slice(0, at) + letter + damaged.slice(at + Math.floor(3 * next()));
    }
    try {
      parseCase(damaged, "case.json");
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
    }
  }
});
