import { describe, expect, test } from "vitest";
import { csvFile, csvNumber, csvText, readCsv } from "../../src/formats/csv";
import { InputError } from "../../src/inputError";

const TEXT =
  '\uFEFFregion,time_h,note\r\n"kidney, left",24.5,"he said ""24 h"""\r\n\r\nliver, -1.5e3 ,\n';
const table = readCsv(TEXT, "tac.csv");

test("quotes keep commas and doubled quotes; byte-order mark, blank lines and spaces go", () => {
  expect(table.columns).toEqual(["region", "time_h", "note"]);
  expect(table.rows).toEqual([
    { line: 2, cells: ["kidney, left", "24.5", 'he said "24 h"'] },
    { line: 4, cells: ["liver", "-1.5e3", ""] },
  ]);
});

test("numbers are read with a point and an exponent", () => {
  expect(table.rows.map((row) => csvNumber(table, row, "time_h"))).toEqual([24.5, -1500]);
});

test("a cell is found by the name of its column", () => {
  expect(csvText(table, table.rows[1]!, "region")).toBe("liver");
});

test("a quote may hold a line end; the lines after it keep their numbers", () => {
  const { rows } = readCsv('a,b\n"one\ntwo",2\n3,4\n', "x.csv");

  expect(rows.map(({ line }) => line)).toEqual([2, 4]);
});

test("a file begins with the notice and its remarks; read again they are gone and the lines keep their numbers", () => {
  const text = csvFile(["region,a", '"kidney, left",1', "#2 lesion,2"], ['it\'s "half", in Gy']);

  expect(text.split("\n").slice(0, 2)).toEqual([
    "# Research and teaching; not a medical device.",
    '# it\'s "half", in Gy',
  ]);
  for (const file of [text, text.replaceAll("\n", "\r\n"), `\uFEFF\n${text}`])
    expect(readCsv(file, "x.csv").rows.map(({ cells }) => cells)).toEqual([
      ["kidney, left", "1"],
      ["#2 lesion", "2"],
    ]);
  expect(readCsv(text, "x.csv").rows.map(({ line }) => line)).toEqual([4, 5]);
});

test("remarks as a spreadsheet gives them back, in quotes and with empty cells, are remarks still", () => {
  const text = '"# Research and teaching; not a medical device.",,\n# more,,\na,b,c\n1,2,3\n';

  expect(readCsv(text, "x.csv")).toMatchObject({
    columns: ["a", "b", "c"],
    rows: [{ line: 4, cells: ["1", "2", "3"] }],
  });
});

describe("refused, with file, line and column:", () => {
  test.each([
    ["1,5", "tac.csv:2: 2 cells; expected 1 (a)"],
    ["about 5", 'tac.csv:2:a: expected a number, got "about 5"'],
    ["0x10", 'tac.csv:2:a: expected a number, got "0x10"'],
    ["Infinity", 'tac.csv:2:a: expected a number, got "Infinity"'],
    ['"5', "tac.csv:2: a quote is opened and never closed"],
  ])("%s", (cell, message) => {
    const read = () => {
      const t = readCsv(`a\n${cell}\n`, "tac.csv");

      return csvNumber(t, t.rows[0]!, "a");
    };

    expect(read).toThrow(new InputError(message));
  });

  test("text in UTF-16", () => {
    const utf16 = new Uint8Array([
      0xff,
      0xfe,
      ..."a,b\n1,2".split("").flatMap((x) => [x.charCodeAt(0), 0]),
    ]);

    expect(() => readCsv(new TextDecoder().decode(utf16), "a.csv")).toThrow(
      "a.csv: expected text in UTF-8",
    );
  });

  test("semicolons, two columns of one name, a missing column, nothing", () => {
    expect(() => readCsv("a;b\n1,5;2\n", "x.csv")).toThrow(/separated by semicolons/);
    expect(() => readCsv("a,a\n", "x.csv")).toThrow(/two columns are named "a"/);
    expect(() => csvText(table, table.rows[0]!, "dose")).toThrow(/column "dose" is missing/);
    expect(() => readCsv("", "x.csv")).toThrow(/empty/);
  });
});
