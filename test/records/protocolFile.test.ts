import { describe, expect, test } from "vitest";
import { PROTOCOLS, protocol } from "../../src/planning/protocols";
import { parseProtocol, writeProtocol } from "../../src/records/protocolFile";
import { protocolSchema } from "../../src/records/protocolSchema";
import { jsonSchema } from "../support/jsonSchema";

test.each(PROTOCOLS.map((p) => [p.id, p] as const))("%s is read back as it was written", (_, p) => {
  expect(parseProtocol(writeProtocol(p), "own.json")).toEqual(p);
});

test("the published JSON Schema is that of the program", async () => {
  const schema = jsonSchema(protocolSchema, "gyre.protocol/1");

  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
    "../../docs/schemas/protocol.schema.json",
  );
});

describe("refused, with the place:", () => {
  const edited = (edit: (p: ReturnType<typeof plain>) => void) => {
    const data = plain();
    edit(data);
    return () => parseProtocol(JSON.stringify(data), "own.json");
  };
  const plain = () => JSON.parse(writeProtocol(protocol("lu177-dotatate")));

  test.each<[string, string, Parameters<typeof edited>[0]]>([
    [
      "a limit without a value",
      "own.json: limits[0].value: expected",
      (p) => {
        delete p.limits[0].value;
      },
    ],
    [
      "a metric it does not know",
      "own.json: limits[0].metric.kind: expected",
      (p) => {
        p.limits[0].metric.kind = "median";
      },
    ],
    [
      "a name that is no regular expression",
      'own.json: "kidney-23": organ.names: expected regular expressions, received "kidney("',
      (p) => {
        p.limits[0].organ.names[0] = "kidney(";
      },
    ],
    [
      "a unit that is not the metric's",
      'own.json: "kidney-23": unit: expected Gy for mean, received percent',
      (p) => {
        p.limits[0].unit = "percent";
      },
    ],
    [
      "an unknown nuclide",
      'own.json: nuclide "Lu-999" is not known',
      (p) => {
        p.nuclide = "Lu-999";
      },
    ],
    [
      "two limits of one id",
      'own.json: limits and goals: two have the id "kidney-23"',
      (p) => {
        p.limits.push(p.limits[0]);
      },
    ],
  ])("%s", (_, message, edit) => {
    expect(edited(edit)).toThrow(message);
  });
});
