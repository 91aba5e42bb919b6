import { expect, test } from "vitest";
import { parseCase } from "../../src/records/caseFile";
import { loadPatient } from "../../src/records/loadPatient";
import { patientReadingsCsv, readPatientReadings } from "../../src/records/patientReadings";
import { smallCaseJson } from "../support/smallCase";

const caseWith = (measurements: unknown) =>
  parseCase(JSON.stringify({ ...smallCaseJson(), measurements }), "case.json");
const files = (content: string) => async () => new TextEncoder().encode(content);

test("readings may lie in a file beside the case; nuclide and activity are those of the case", async () => {
  const data = caseWith({
    weightKg: 70,
    factors: { diffuseLungMetastases: 0 },
    blood: { csv: "blood.csv", decayCorrectedTo: "measurement" },
  });

  const { patient, factors } = await loadPatient(
    data,
    files("time_h,value,unit\n24,5,kBq/mL\n1,80,kBq/mL\n"),
  );

  expect(factors).toEqual({ diffuseLungMetastases: 0 });
  expect(patient).toEqual({
    weightKg: 70,
    blood: {
      unit: "kBq/mL",
      decayCorrectedTo: "measurement",
      nuclide: "Lu-177",
      administeredMBq: 7400,
      readings: [
        { timeH: 1, value: 80 },
        { timeH: 24, value: 5 },
      ],
    },
  });
});

test("a series that does not say for which moment it holds is refused", () => {
  const readings = [
    { timeH: 1, value: 100 },
    { timeH: 24, value: 50 },
  ];

  expect(() => caseWith({ wholeBody: { unit: "%", readings } })).toThrow(/decayCorrectedTo/);
});

test("a tracer of another nuclide needs its own activity", async () => {
  const data = caseWith({
    thyroidUptake: { csv: "u.csv", decayCorrectedTo: "administration", nuclide: "I-123" },
  });

  await expect(loadPatient(data, files("time_h,value,unit\n4,20,%\n24,50,%\n"))).rejects.toThrow(
    "measurements.thyroidUptake.administeredMBq: expected the activity of the I-123 tracer, received none",
  );
});

test.each([
  ["1,abc,%", "p.csv:3:value"],
  ["-1,5,%", "p.csv:3:time_h: expected 0 h or more"],
  ["1,0,%", "p.csv:3:value: expected more than 0"],
  ["1,5,MBq", "p.csv:3:unit: expected % as in the rows before, received MBq"],
  ["1,5,Bq", 'p.csv:3:unit: expected % or MBq, received "Bq"'],
  ["2,5,%", "p.csv:3:time_h: expected one reading at 2 h, received two"],
])("the row %s is refused by name", (row, message) => {
  expect(() =>
    readPatientReadings(`time_h,value,unit\n2,60,%\n${row}\n`, "p.csv", ["%", "MBq"]),
  ).toThrow(message);
});

test("what is written is read again", () => {
  const table = {
    unit: "%",
    readings: [
      { timeH: 2, value: 90 },
      { timeH: 24, value: 40.5 },
    ],
  } as const;

  expect(readPatientReadings(patientReadingsCsv(table), "p.csv", ["%"])).toEqual(table);
});
