import { describe, expect, test } from "vitest";
import { lineOf, report, summaryOf } from "../../src/cli/validate/report";
import { atMost, information, type ValidationRow, validationRow } from "../../src/cli/validate/row";

const row = (expected: number, ours: number, limitPercent: number) =>
  validationRow({
    what: "kidney",
    source: "closed form",
    unit: "Gy",
    expected,
    ours,
    limitPercent,
  });
const chapterOf = (rows: readonly ValidationRow[], missing: readonly string[] = []) => ({
  section: { title: "Dose", about: "About it.", needs: [], rows: async () => rows },
  rows,
  missing,
});

describe("a row", () => {
  test("passes within its share of what is expected, and at the limit", () => {
    expect(row(-20, -20.2, 1.1).passed).toBe(true);
    expect(row(20, 20.4, 1).passed).toBe(false);
    expect(row(5095, 5095, 0).passed).toBe(true);
  });

  test("that is no number does not pass", () => {
    expect(row(20, Number.NaN, 1).passed).toBe(false);
    expect(atMost("difference", "closed form", "%", Number.NaN, 1).passed).toBe(false);
  });

  test("prints as many digits as its limit can tell apart", () => {
    expect(lineOf(row(1328.778, 1328.7776, 0.01))).toContain("1328.778 Gy (expected 1328.778 Gy");
    expect(lineOf(row(1328.778, 1329.4, 1))).toContain("1329 Gy (expected 1329 Gy, error 0.047 %");
  });
});

describe("the report", () => {
  const rows = [
    row(2, 2.01, 1),
    row(2, 2.5, 1),
    information("coverage", "simulated", "%", 94),
    atMost("left over", "conservation of energy", "%", 0.1, 0.5),
  ];

  test("starts with what passed, and counts no row without a limit", () => {
    const text = report([chapterOf(rows), chapterOf([], ["tac"])], "Gyre 1, adapter X, driver Y");

    expect(text.split("\n").slice(0, 5).join("\n")).toContain("adapter X, driver Y");
    expect(text).toContain(
      "**2 of 3 figures within their limits, 1 beyond; left out for want of reference data: Dose.**",
    );
  });

  test("gives expectation, result, error, limit and verdict of each row", () => {
    const text = report([chapterOf(rows)], "Gyre");

    expect(text).toContain("| kidney | closed form | 2 Gy | 2.5 Gy | 25 % | ± 1 % | **beyond** |");
    expect(text).toContain("| coverage | simulated | – | 94 % | – | – |  |");
    expect(text).toContain(
      "| left over | conservation of energy | – | 0.1 % | – | at most 0.5 % | ok |",
    );
  });

  test("says so where data were missing", () => {
    expect(report([chapterOf([], ["tac"])], "Gyre")).toContain("the reference data tac were not");
    expect(summaryOf([chapterOf([rows[0]!])])).toBe("1 of 1 figures within their limits.");
  });
});
