import { expect, test } from "vitest";
import { withNuclide } from "../../src/app/nuclideExchange";
import { recordedProtocol } from "../../src/app/recordedProtocol";
import { protocol } from "../../src/planning/protocols";

const of = (id: string, nuclide: string) =>
  recordedProtocol({ settings: { protocol: id, nuclide } } as never);

test("a plan under a protocol, under one with its nuclide exchanged, and under none is read again", () => {
  const standard = protocol("lu177-dotatate");
  const actinium = withNuclide(standard, "Ac-225");

  expect(of(standard.id, "Lu-177")).toBe(standard);
  expect(of(actinium.id, "Ac-225").limits).toEqual(actinium.limits);
  expect(of("none", "Lu-177")).toMatchObject({ id: "none", nuclide: "Lu-177", limits: [] });
  expect(() => of("my-own", "Lu-177")).toThrow(/protocol "my-own" is not known/);
});
