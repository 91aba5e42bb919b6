import { expect, test } from "vitest";
import { sharedNotes } from "../../src/app/sharedNotes";

test("what is said of several regions is said once, and nothing else changes", () => {
  expect(
    sharedNotes([
      "A sentence without a region.",
      "Liver: The same is true.",
      "Spleen: Something else at 24.5 h: it is long.",
      "Left kidney: The same is true.",
      "Liver: The same is true.",
    ]),
  ).toEqual([
    "A sentence without a region.",
    "Liver, Left kidney: The same is true.",
    "Spleen: Something else at 24.5 h: it is long.",
  ]);
});
