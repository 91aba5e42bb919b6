import { deflateSync } from "fflate";
import { describe, expect, test } from "vitest";
import { hoursAfterAdministration } from "../../src/formats/dicom/emissionFacts";
import { ptPhases, readPtPhase } from "../../src/formats/dicom/ptSeries";
import { quietWork } from "../../src/work";
import { dicomFile, joined, lutetium, ptSlice } from "../support/dicom";
import { dicomSource, dicomSources, readPt } from "../support/dicomSources";

const HALF_LIFE_S = 574300;

describe("PET and SPECT stored as PET", () => {
  test("slices in any order stack along the normal, each with its slope", async () => {
    const slopes = [6, 0, 3].map((z) => ptSlice(z, { RescaleSlope: String(1 + z) }));

    const { phase, activity } = await readPt(slopes);

    expect(phase.grid).toMatchObject({
      size: [4, 3, 3],
      spacingMm: [2, 2, 3],
      originMm: [-3, -2, 0],
    });
    expect([0, 12, 24].map((first) => activity.values[first])).toEqual([1, 4, 7]);
    expect(hoursAfterAdministration(phase.facts)).toBe(2);
    expect(phase.facts.nuclide?.name).toBe("Lu-177");
    expect(phase.facts.administeredMBq).toBe(7400);
    expect(phase.modality).toBe("SPECT");
  });

  test("a correction to the administration is undone, one to the start of the scan is not", async () => {
    const admin = await readPt([
      ptSlice(0, { DecayCorrection: "ADMIN" }),
      ptSlice(3, { DecayCorrection: "ADMIN" }),
    ]);
    const start = await readPt([ptSlice(0), ptSlice(3)]);

    expect(start.activity.values[0]).toBe(10);
    expect(admin.activity.values[0]).toBeCloseTo(10 * 2 ** (-7200 / HALF_LIFE_S), 5);
  });

  test("uncorrected means over a frame become the activity at the start of the scan", async () => {
    const none = (z: number, time: string) =>
      ptSlice(z, {
        DecayCorrection: "NONE",
        AcquisitionTime: time,
        SeriesTime: "120000",
        ActualFrameDuration: "86400000",
      });

    const { activity } = await readPt([none(0, "120000"), none(3, "130000")]);

    const decayed = (Math.LN2 * 86400) / HALF_LIFE_S;
    const atStart = 10 * (decayed / (1 - Math.exp(-decayed)));
    expect(activity.values[0]).toBeCloseTo(atStart, 5);
    expect(activity.values[12]! / activity.values[0]!).toBeCloseTo(
      (13 * 2 ** (3600 / HALF_LIFE_S)) / 13,
      6,
    );
  });

  test("a decay factor that is not that of the stated correction is named, with what it would mean", async () => {
    const days3 = { RadiopharmaceuticalStartDateTime: "20260227120000" };
    const slice = (over: object) => (z: number) =>
      ptSlice(z, {
        DecayCorrection: "ADMIN",
        RadiopharmaceuticalInformationSequence: [{ ...lutetium, ...days3 }],
        ...over,
      });
    const problemsOf = async (over: object) => {
      const at = slice(over);
      return (await readPt([at(0), at(3)])).phase.facts.problems.join(" ");
    };
    const factor = 2 ** ((3 * 86400) / HALF_LIFE_S);

    expect(factor).toBeCloseTo(1.367, 3);
    expect(await problemsOf({ DecayFactor: factor.toFixed(6) })).toBe("");
    expect(await problemsOf({})).toBe("");
    const problem = await problemsOf({ DecayFactor: "1" });
    expect(problem).toContain("states ADMIN");
    expect(problem).toContain("multiplied by 1.368; its decay factor is 1.");
    expect(problem).toContain("the activity is 37 % higher");
    expect(
      await problemsOf({ DecayCorrection: "START", DecayFactor: factor.toFixed(6) }),
    ).toContain("states START");
  });

  test("SUV becomes Bq/mL by the stated formula", async () => {
    const suv = (z: number) => ptSlice(z, { Units: "GML", DecayCorrection: "START" });

    const { phase, activity } = await readPt([suv(0), suv(3)]);

    expect(activity.values[0]).toBeCloseTo((10 * 7.4e9 * 2 ** (-7200 / HALF_LIFE_S)) / 70000, -1);
    expect(phase.conversion).toContain("SUV × 7400 MBq");
  });

  test("two times at the same positions are two time points", () => {
    const later = { AcquisitionTime: "150000" };
    const phases = ptPhases(
      dicomSources([ptSlice(0, later), ptSlice(0), ptSlice(3), ptSlice(3, later)]),
      {},
    );

    expect(phases.map(({ slices }) => slices.map(({ item }) => item.file))).toEqual([
      ["slice1.dcm", "slice2.dcm"],
      ["slice0.dcm", "slice3.dcm"],
    ]);
  });

  test("deflated, header-less and implicit files read like plain ones", async () => {
    const plain = dicomFile(ptSlice(0));
    const dataSetAt = 132 + 8 + 20;
    const deflatedMeta = dicomFile({}, "1.2.840.10008.1.2.1.99");
    const deflated = joined([deflatedMeta, deflateSync(plain.subarray(dataSetAt))]);
    const bare = plain.subarray(dataSetAt);

    for (const bytes of [deflated, bare]) {
      const [phase] = ptPhases(
        [dicomSource(bytes, "a.dcm"), dicomSource(dicomFile(ptSlice(3)), "b.dcm")],
        {},
      );
      const { values } = await readPtPhase(phase!, quietWork());
      expect(values[11]).toBe(120);
    }
  });

  test("only the time of the administration is known: the day is asked, and the scan still reads", async () => {
    const drug = {
      ...lutetium,
      RadiopharmaceuticalStartDateTime: undefined,
      RadiopharmaceuticalStartTime: "100000",
    };
    const slice = (z: number) => ptSlice(z, { RadiopharmaceuticalInformationSequence: [drug] });

    const { phase } = await readPt([slice(0), slice(3)]);

    expect(phase.facts.questions.map(({ about }) => about)).toEqual(["administeredAt"]);
    expect(phase.facts.questions[0]!.question).toContain("on which day");
  });
});
