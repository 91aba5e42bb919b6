import { describe, expect, test } from "vitest";

const ROOMS = [
  "physics",
  "volume",
  "formats",
  "gpu",
  "quantification",
  "registration",
  "kinetics",
  "dosimetry",
  "planning",
  "records",
  "app",
  "cli",
];
const AT_HOME_IN = [
  { what: /from "(lit|three|uplot)[/"]/i, home: "components/" },
  { what: /\.wgsl\?raw"/, home: "src/gpu/" },
  { what: /navigator\.gpu|\.createCommandEncoder\(/, home: "src/gpu/" },
  { what: /from "(dicom-parser|nifti-reader-js)"/, home: "src/formats/" },
  { what: /from "(node:|webgpu")/, home: "src/cli/" },
];
const sources = Object.entries(
  import.meta.glob<string>(["../src/**/*.ts", "../components/**/*.ts"], {
    eager: true,
    query: "?raw",
    import: "default",
  }),
).map(([path, source]) => ({ path: path.slice(3), source }));

describe.each(sources)("$path", ({ path, source }) => {
  test("imports from its own room or one to the left", () => {
    const room = ROOMS.indexOf(path.split("/")[1]!);
    const imported = [...source.matchAll(/from "(?:\.\.\/)+(\w+)\//g)].map((match) => match[1]!);
    const fromRight = imported.filter((other) => ROOMS.indexOf(other) > room);
    expect(path.startsWith("src/") && room >= 0 ? fromRight : []).toEqual([]);
  });

  test("keeps each outside world in its home", () => {
    const strangers = AT_HOME_IN.filter(
      ({ what, home }) => what.test(source) && !path.startsWith(home),
    );
    expect(strangers).toEqual([]);
  });
});
