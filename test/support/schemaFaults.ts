import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";

/** What docs/schemas/<name>.schema.json finds wrong with a value; an empty list where it accepts it. Formats are not checked: ajv knows them by another package. */
export function schemaFaults(name: string, value: unknown): string[] {
  const ajv = new Ajv2020({ allErrors: true, strictTypes: false, validateFormats: false });
  ajv.validate(JSON.parse(readFileSync(`docs/schemas/${name}.schema.json`, "utf8")), value);
  return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
