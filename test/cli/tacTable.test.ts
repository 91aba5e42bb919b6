import { describe, expect, test } from "vitest";
import { fitCommand } from "../../src/cli/fitCommand";
import type { Io } from "../../src/cli/io";
import { InputError } from "../../src/inputError";
import { quietWork } from "../../src/work";

const HEAD = "region,time_h,activity_MBq";
/** One exponential of 60 h and 100 MBq at the administration. */
const at = (hours: number) => 100 * 2 ** (-hours / 60);
const ROWS = [4, 24, 96, 168].map((hours) => `kidney,${hours},${at(hours)}`);
const TIA = (100 * 60) / Math.LN2;

async function fitted(text: string, ...args: string[]) {
  let out = "";
  const io: Io = {
    stdout: (part) => {
      out += part;
    },
    stderr: () => {},
    readFile: async () => new TextEncoder().encode(text),
    writeFile: async () => {},
  };
  const all = ["--tac", "tac.csv", "--nuclide", "Lu-177", "--model", "mono", "--json", ...args];
  await fitCommand.run(all, io, quietWork());
  return JSON.parse(out);
}

describe("gyre fit finds the integral of one exponential", () => {
  test.each([
    ["as it should be", [HEAD, ...ROWS].join("\n")],
    [
      "with a byte order mark and the line ends of Windows",
      `\uFEFF${[HEAD, ...ROWS].join("\r\n")}\r\n`,
    ],
    ["with rows out of order", [HEAD, ...ROWS.toReversed()].join("\n")],
    [
      "with blanks, quotes and empty lines",
      `\n${HEAD.replaceAll(",", " , ")}\n\n"kidney" , 4 , "${at(4)}"\n${ROWS.slice(1).join("\n\n")}\n`,
    ],
    [
      "with a column of its own beside",
      [`${HEAD},note`, ...ROWS.map((row) => `${row},"a, b"`)].join("\n"),
    ],
    [
      "with columns in another order",
      ["activity_MBq,region,time_h", ...[4, 24, 96].map((t) => `${at(t)},kidney,${t}`)].join("\n"),
    ],
    ["with sigmas", [`${HEAD},sigma`, ...ROWS.map((row) => `${row},1`)].join("\n")],
    [
      "with a column of sigmas and none in it",
      [`${HEAD},sigma`, ...ROWS.map((row) => `${row},`)].join("\n"),
    ],
    [
      "with numbers in powers of ten",
      [HEAD, ...[4, 24, 96].map((t) => `kidney,${t}e0,${at(t) / 10}E+1`)].join("\n"),
    ],
  ])("%s", async (_, text) => {
    const [entry] = await fitted(text);

    expect(entry.tiaMBqH / TIA).toBeCloseTo(1, 6);
  });

  test("with a negative reading of noise, and says so", async () => {
    const [entry] = await fitted(
      [`${HEAD},sigma`, ...ROWS.map((row) => `${row},0.01`), "kidney,900,-0.5,1"].join("\n"),
    );

    expect(entry.tiaMBqH / TIA).toBeCloseTo(1, 3);
    expect(entry.flags).toContain("A reading is negative.");
  });
});

describe("gyre fit refuses by file, line and field", () => {
  const table = (...rows: string[]) => [HEAD, ...rows].join("\n");
  const BAYES = ["--model", "bayes", "--prior", "177Lu-DOTATATE/kidney"];
  test.each<[string, string, RegExp, string[]?]>([
    ["nothing at all", "", /^tac\.csv: empty/],
    ["no rows", HEAD, /^tac\.csv: expected rows/],
    [
      "semicolons and decimal commas",
      "region;time_h;activity_MBq\nkidney;4;98,5",
      /^tac\.csv:1: columns are separated by semicolons/,
    ],
    ["decimal commas", table("kidney,4,98,5"), /^tac\.csv:2: 4 cells; expected 3/],
    [
      "a quoted decimal comma",
      table('kidney,4,"98,5"'),
      /^tac\.csv:2:activity_MBq: expected a number, got "98,5"/,
    ],
    [
      "units in the head",
      "region,time (h),activity (MBq)\nkidney,4,98",
      /^tac\.csv: the column "time_h" is missing; the columns are region, time \(h\)/,
    ],
    [
      "a unit in a cell",
      table("kidney,4 h,98"),
      /^tac\.csv:2:time_h: expected a number, got "4 h"/,
    ],
    [
      "another unit",
      "region,time_h,activity_kBq\nkidney,4,98",
      /^tac\.csv: the column "activity_MBq" is missing/,
    ],
    [
      "a sigma by another name",
      `${HEAD},sigma_MBq\nkidney,4,98,2`,
      /^tac\.csv: the column "sigma_MBq" is not known; .*"sigma"/,
    ],
    ["an SD", `${HEAD},SD\nkidney,4,98,2`, /^tac\.csv: the column "SD" is not known/],
    [
      "a sigma that is missing in one row",
      `${HEAD},sigma\nkidney,4,98,2\nkidney,24,70,`,
      /^tac\.csv:3:sigma: expected a number, as in other rows/,
    ],
    [
      "a sigma of 0",
      `${HEAD},sigma\nkidney,4,98,2\nkidney,24,70,0`,
      /^tac\.csv:3:sigma: expected MBq above 0, got "0" \(region "kidney"\)/,
    ],
    [
      "a time twice",
      table(...ROWS, "spleen,4,3", "kidney,24,70"),
      /^tac\.csv:7:time_h: expected every time once in a region, and line 3 has it/,
    ],
    [
      "a time before the administration",
      table("kidney,-1,98", ...ROWS),
      /^tac\.csv:2:time_h: .*got "-1"/,
    ],
    [
      "no activity",
      table("kidney,2,", ...ROWS),
      /^tac\.csv:2:activity_MBq: expected a number, got ""/,
    ],
    ["words for numbers", table("kidney,2,NaN", ...ROWS), /^tac\.csv:2:activity_MBq: .*"NaN"/],
    ["hexadecimals", table("kidney,2,0x1F", ...ROWS), /^tac\.csv:2:activity_MBq: .*"0x1F"/],
    [
      "numbers with blanks",
      table("kidney,2,1 000", ...ROWS),
      /^tac\.csv:2:activity_MBq: .*"1 000"/,
    ],
    ["a region without a name", table(...ROWS, ",24,7"), /^tac\.csv:6:region: expected a name/],
    [
      "a column twice",
      `${HEAD},time_h\nkidney,4,98,4`,
      /^tac\.csv:1: two columns are named "time_h"/,
    ],
    ["an open quote", table('"kidney,4,98'), /^tac\.csv:2: a quote is opened/],
    [
      "one reading for an exponential",
      table("kidney,4,98"),
      /^tac\.csv, line 2, region "kidney": .*at least 2 readings/,
    ],
    [
      "a negative activity under a population",
      table(...ROWS, "kidney,200,-1"),
      /^tac\.csv, lines 2 to 6, region "kidney": .*activities above 0.*-1 MBq at 200 h/,
      BAYES,
    ],
  ])("%s", async (_, text, said, args = []) => {
    const answer = fitted(text, ...args);

    await expect(answer).rejects.toThrow(InputError);
    await expect(answer).rejects.toThrow(said);
  });
});
