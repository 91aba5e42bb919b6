import { describe, expect, test } from "vitest";
import { DVH_BINS, type Dvh } from "../../src/dosimetry/dvh";
import { dvhCsv, dvhMetricsCsv } from "../../src/dosimetry/dvhCsv";
import { liveDvh, liveStructure } from "../../src/dosimetry/dvhLive";
import {
  cumulativeMl,
  doseAtVolumeMl,
  doseAtVolumePercent,
  doseMetrics,
  equivalentUniformDose,
  generalisedEud,
  volumeAtDoseMl,
  volumeAtDosePercent,
} from "../../src/dosimetry/dvhMetrics";
import { regionHistogram } from "../../src/volume/histogram";
import { regionStatistics } from "../../src/volume/statistics";
import { centredGrid, maskOfShape, seededNumbers, volumeOf } from "../support/shapes";

/** 100 mL with every dose from 0 to `maxGy` equally likely. */
const evenDvh = (maxGy: number): Dvh => ({
  structureId: "even",
  name: "even",
  quantity: "doseGy",
  volumeMl: 100,
  binWidthGy: maxGy / DVH_BINS,
  counts: new Float64Array(DVH_BINS).fill(100 / DVH_BINS),
  minGy: 0,
  meanGy: maxGy / 2,
  maxGy,
});

/** Volumes at single doses: [Gy, mL]. */
function pointsDvh(points: readonly (readonly [number, number])[]): Dvh {
  const maxGy = Math.max(...points.map(([gy]) => gy));
  const minGy = Math.min(...points.map(([gy]) => gy));
  const binWidthGy = maxGy / DVH_BINS;
  const counts = new Float64Array(DVH_BINS);
  for (const [gy, ml] of points) counts[Math.min(Math.floor(gy / binWidthGy), DVH_BINS - 1)]! += ml;
  const volumeMl = points.reduce((sum, [, ml]) => sum + ml, 0);
  const meanGy = points.reduce((sum, [gy, ml]) => sum + (gy * ml) / volumeMl, 0);
  return {
    structureId: "p",
    name: "p",
    quantity: "doseGy",
    volumeMl,
    binWidthGy,
    counts,
    minGy,
    meanGy,
    maxGy,
  };
}

describe("100 mL with every dose from 0 to 10 Gy equally likely", () => {
  const dvh = evenDvh(10);

  test.each([
    [0, 10],
    [2, 9.8],
    [50, 5],
    [95, 0.5],
    [98, 0.2],
    [100, 0],
  ])("has D%i = %f Gy", (percent, gy) => {
    expect(doseAtVolumePercent(dvh, percent)).toBeCloseTo(gy, 10);
  });

  test("gives its hottest 2 mL at least 9.8 Gy", () => {
    expect(doseAtVolumeMl(dvh, 2)).toBeCloseTo(9.8, 10);
  });

  test.each([
    [-1, 100],
    [0, 100],
    [2.345, 76.55],
    [9.999, 0.01],
    [10.001, 0],
  ])("has V(%f Gy) = %f mL", (gy, ml) => {
    expect(volumeAtDoseMl(dvh, gy)).toBeCloseTo(ml, 9);
    expect(volumeAtDosePercent(dvh, gy)).toBeCloseTo(ml, 9);
  });

  test("has the EUD of the integral of its survival: -ln((1 - e^-aD)/(aD))/a", () => {
    const alpha = 0.3;
    const closed = -Math.log((1 - Math.exp(-alpha * 10)) / (alpha * 10)) / alpha;

    expect(equivalentUniformDose(dvh, alpha)).toBeCloseTo(closed, 6);
  });

  test.each([1, 2, 8, -0.5])("has gEUD(a = %f) = 10/(1+a)^(1/a) Gy", (a) => {
    expect(generalisedEud(dvh, a)).toBeCloseTo(10 / (1 + a) ** (1 / a), a < 0 ? 1 : 5);
  });

  test("has a cumulative curve that falls evenly from 100 mL to 0", () => {
    const cumulative = cumulativeMl(dvh);

    expect(cumulative).toHaveLength(DVH_BINS + 1);
    expect([0, 1024, 2048, 4096].map((b) => cumulative[b])).toEqual([100, 75, 50, 0]);
  });
});

describe("7 mL at 3 Gy beside 3 mL at 8 Gy", () => {
  const dvh = pointsDvh([
    [3, 7],
    [8, 3],
  ]);
  const binGy = 8 / DVH_BINS;

  test("has D20 = 8 and D80 = 3 Gy within a bin", () => {
    expect(Math.abs(doseAtVolumePercent(dvh, 20) - 8)).toBeLessThan(binGy);
    expect(Math.abs(doseAtVolumePercent(dvh, 80) - 3)).toBeLessThan(binGy);
    expect(doseAtVolumePercent(dvh, 100)).toBeCloseTo(3, 10);
  });

  test("has the EUD and gEUD of two doses", () => {
    const eud = -Math.log(0.7 * Math.exp(-0.9) + 0.3 * Math.exp(-2.4)) / 0.3;
    const geud = (0.7 * 3 ** 4 + 0.3 * 8 ** 4) ** (1 / 4);

    expect(Math.abs(equivalentUniformDose(dvh, 0.3) - eud)).toBeLessThan(binGy);
    expect(Math.abs(generalisedEud(dvh, 4) - geud)).toBeLessThan(binGy);
  });
});

test("the EUD of 5000 Gy everywhere is 5000 Gy, although no cell's survival can be written down", () => {
  expect(equivalentUniformDose(pointsDvh([[5000, 1]]), 0.5)).toBeCloseTo(5000, 0);
});

describe("a live what-if", () => {
  const grid = centredGrid([14, 12, 10], 3);
  const random = seededNumbers(3);
  const basis = [0.4, 1.7, 0.01].map((scale) =>
    volumeOf("doseGyPerGBq", grid, () => scale * random()),
  );
  const structure = {
    id: "k",
    name: "kidney",
    mask: maskOfShape(grid, (p) => Math.hypot(...p) < 13),
  };
  const weights = [1.2, 0.5, 3];

  test("has the DVH of the weighted sum of the source regions' doses", () => {
    const sum = Float32Array.from(basis[0]!.values, (_, at) =>
      basis.reduce((gy, { values }, s) => gy + weights[s]! * values[at]!, 0),
    );
    const statistics = regionStatistics(structure.mask, sum);

    const dvh = liveDvh(liveStructure(structure, basis), weights);

    const bins = { width: dvh.binWidthGy, count: DVH_BINS };
    const counts = regionHistogram(structure.mask, sum, bins).map((voxels) => voxels * 0.027);
    const moved = counts.reduce((ml, count, b) => ml + Math.abs(count - dvh.counts[b]!), 0);
    expect(moved).toBeLessThan(1e-3 * dvh.volumeMl);
    expect(dvh.volumeMl).toBeCloseTo(statistics.voxels * 0.027, 9);
    expect(dvh.meanGy).toBeCloseTo(statistics.mean, 6);
    expect(dvh.maxGy).toBeCloseTo(statistics.maximum, 5);
  });

  test("refuses as many weights as there are no source regions for", () => {
    expect(() => liveDvh(liveStructure(structure, basis), [1])).toThrow(
      "1 weights for 3 source regions",
    );
  });
});

describe("the CSV", () => {
  const dvh = { ...evenDvh(8), name: 'kidney, "left"' };

  test("holds the cumulative curve: structure, dose, mL and percent above it", () => {
    const [, ...lines] = dvhCsv([dvh]).trimEnd().split("\n");

    expect(lines[0]).toBe("structure,dose_Gy,volume_mL,volume_percent");
    expect(lines[1]).toBe('"kidney, ""left""",0,100,100');
    expect(lines[1 + 256]).toBe('"kidney, ""left""",2,75,75');
    expect(lines.at(-1)).toBe('"kidney, ""left""",8,0,0');
    expect(lines).toHaveLength(1 + 1025);
  });

  test("names the unit of the dose in its column and refuses to mix units", () => {
    const perGBq: Dvh = { ...dvh, quantity: "doseGyPerGBq" };

    expect(dvhCsv([perGBq]).split("\n")[1]).toContain("dose_Gy_per_GBq");
    expect(() => dvhCsv([dvh, perGBq])).toThrow("different quantities");
  });

  test("of the metrics has one line a structure", () => {
    const [, header, line] = dvhMetricsCsv([{ ...dvh, name: "spleen" }]).split("\n");

    expect(header).toBe("structure,volume_mL,min_Gy,D98_Gy,D95_Gy,D50_Gy,mean_Gy,D2_Gy,max_Gy");
    expect(line).toBe("spleen,100,0,0.16,0.4,4,4,7.84,8");
  });
});

test("the printed metrics are those of the curve", () => {
  const dvh = evenDvh(10);

  const { d98Gy, d95Gy, d50Gy, d2Gy, minGy, meanGy, maxGy } = doseMetrics(dvh);

  expect([d98Gy, d95Gy, d50Gy, d2Gy].map((gy) => Number(gy.toFixed(9)))).toEqual([
    0.2, 0.5, 5, 9.8,
  ]);
  expect([minGy, meanGy, maxGy]).toEqual([0, 5, 10]);
});
