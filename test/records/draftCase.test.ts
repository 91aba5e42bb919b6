import { describe, expect, test } from "vitest";
import schema from "../../docs/schemas/inspect.schema.json";
import { InputError } from "../../src/inputError";
import { parseCase } from "../../src/records/caseFile";
import { draftCase } from "../../src/records/draftCase";
import { inspectReport } from "../../src/records/inspectReport";
import { takeInventory } from "../../src/records/inventory";
import { roleOfName } from "../../src/records/roleOfName";
import { quietWork } from "../../src/work";
import { ctSlice, dicomFile, nmVolume, ptSlice, structureSet } from "../support/dicom";

const files = (named: Readonly<Record<string, Uint8Array>>) =>
  Object.entries(named).map(([path, bytes]) => ({
    path,
    read: async () => bytes,
    readHead: async (count: number) => bytes.subarray(0, count),
  }));
const WIDE = { PixelSpacing: "9\\9" };
const study = files({
  "pt/1.dcm": dicomFile(ptSlice(0, WIDE)),
  "pt/2.dcm": dicomFile(ptSlice(3, WIDE)),
  "ct/1.dcm": dicomFile(ctSlice(0, { SOPInstanceUID: "2.25.11" })),
  "ct/2.dcm": dicomFile(ctSlice(3, { SOPInstanceUID: "2.25.12" })),
  "rs.dcm": dicomFile(structureSet([0, 3])),
});

describe("a draft of a case", () => {
  test("of files that say all a dose needs is a case as it stands, with what to confirm", async () => {
    const draft = draftCase(await takeInventory(study, quietWork()), (path) => `../${path}`);

    const data = parseCase(JSON.stringify(draft), "case.json");

    expect(data.toConfirm!.join("\n")).toMatch(/administration.carrier.*\n.*protocol.name/);
    expect(data.scans[0]).toMatchObject({
      nuclide: "Lu-177",
      hoursAfterAdministration: 2,
      image: { dicom: ["../pt/1.dcm", "../pt/2.dcm"] },
      anatomy: { dicom: ["../ct/1.dcm", "../ct/2.dcm"] },
    });
    expect(data.structures).toEqual([
      {
        rtstruct: "../rs.dcm",
        onScan: "scan1",
        rois: { Ring: { id: "ring", name: "Ring", role: "other" } },
      },
    ]);
  });

  test("leaves out what no file says instead of inventing it", async () => {
    const counts = nmVolume({
      RealWorldValueMappingSequence: undefined,
      RadiopharmaceuticalInformationSequence: [],
    });

    const draft = draftCase(
      await takeInventory(files({ "nm.dcm": dicomFile(counts) }), quietWork()),
      (path) => path,
    );

    expect(draft.administration).toEqual({ nuclide: undefined, activityMBq: undefined });
    expect(() => parseCase(JSON.stringify(draft), "case.json")).toThrow(InputError);
    expect(draft.openQuestions.join()).toMatch(
      /calibration factor.*which nuclide.*how much activity/,
    );
  });
});

test("the report has the fields of its schema, and no others", async () => {
  const report = JSON.parse(JSON.stringify(inspectReport(await takeInventory(study, quietWork()))));

  expect(Object.keys(report).sort()).toEqual(Object.keys(schema.properties).sort());
  for (const [list, definition] of [
    ["scans", "scan"],
    ["anatomies", "anatomy"],
    ["structureSets", "structureSet"],
  ] as const)
    expect(Object.keys(report[list][0]).sort()).toEqual(
      Object.keys(schema.$defs[definition].properties).sort(),
    );
  expect(report.structureSets[0].structures[0]).toMatchObject({
    name: "Ring",
    volumeMl: expect.closeTo(2.016, 9),
  });
});

test.each([
  ["Liver lesion 3", "tumour"],
  ["GTV_Mass", "tumour"],
  ["Kidney_L", "organ"],
  ["Perfused right lobe", "territory"],
  ["Territory of segment 4", "territory"],
  ["Non-perfused liver", "organ"],
  ["Bone marrow L2-L4", "marrow"],
  ["Whole body", "body"],
  ["Couch", "other"],
])("%s suggests the role %s", (name, role) => {
  expect(roleOfName(name)).toBe(role);
});
