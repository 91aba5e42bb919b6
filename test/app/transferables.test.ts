import { expect, test } from "vitest";
import { buffersOf } from "../../src/app/transferables";

test("every buffer inside a plain value is found once, however deep and often it is used", () => {
  const values = new Float32Array(4);
  const counts = new Float64Array(2);

  const found = buffersOf({
    dose: { values, half: values.subarray(2) },
    dvhs: [{ counts }, undefined, null],
    names: new Map([["a", values]]),
  });

  expect([...found]).toEqual([values.buffer, counts.buffer]);
});
