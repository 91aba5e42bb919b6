import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { evaluatePlan } from "../../src/app/evaluatePlan";
import { plan } from "../../src/app/pipeline";
import { secondChecksOf } from "../../src/app/planChecks";
import { planFile, recommendation } from "../../src/app/planFile";
import type { PlanResult } from "../../src/app/planResult";
import { sampleStudy } from "../../src/app/sampleStudy";
import { dvhCsv } from "../../src/dosimetry/dvhCsv";
import { liveStructure } from "../../src/dosimetry/dvhLive";
import { protocol } from "../../src/planning/protocols";
import { meansOf, sMatrixOf } from "../../src/planning/sMatrix";
import { readDvhTable } from "../../src/records/dvhTable";
import { parsePlan } from "../../src/records/planRecord";
import { quietWork } from "../../src/work";
import { withGpu } from "../support/gpu";

describe("the plan of the sample patient", async () => {
  const study = sampleStudy({ blur: false, noise: false, shifts: false });
  let result!: PlanResult;

  test("is calculated", () =>
    withGpu(async (gpu) => {
      result = await plan(
        gpu,
        study,
        {
          protocol: protocol("lu177-dotatate"),
          nuclide: "Lu-177",
          kineticModel: "auto",
          kineticsOf: {},
          doseMethod: "densityScaledKernel",
          kernelDensityGPerCm3: 1.04,
          registration: "headers",
          localRefinement: false,
          partialVolumeFwhmMm: 0,
          readingErrorPercent: 5,
        },
        quietWork(),
      );
    }));

  test("gives from its files the same largest activity, and every limit reached there", () => {
    const { largest } = recommendation(result);
    const file = JSON.stringify(planFile(study, result, [], "2026-01-01T00:00:00Z"));

    const evaluation = evaluatePlan(
      parsePlan(file, "plan.json"),
      readDvhTable(dvhCsv(result.dvhs), "dvh.csv"),
      { activityGBq: largest.activityGBq!, cycles: largest.cycles, limitValues: {} },
    );

    expect(evaluation.largestActivity.totalGBq).toBeCloseTo(largest.totalActivityGBq!, 9);
    for (const { id, structureId, share } of evaluation.limits) {
      const before = largest.perLimit.find(
        ({ limit, structureId: structure }) => limit.id === id && structure === structureId,
      );
      expect(share).toBeCloseTo(before!.shareUsedAtLargest!, 9);
    }
  });

  test("keeps the cycles that were given in its file, and leaves the coming ones what they leave", () => {
    const given = [
      { id: "1", activityGBq: 7, date: "2026-03-02", structures: [] },
      {
        id: "2",
        activityGBq: 6,
        measuredIn: "its scans (24 h)",
        structures: [{ structureId: "kidney_left", meanGyPerGBq: 0.5, effectiveHalfLifeH: 51 }],
        notes: ["A sentence."],
      },
    ];
    const text = JSON.stringify(planFile(study, result, [], "2026-01-01T00:00:00Z", [], given));
    const file = JSON.parse(text);
    const kidney = result.structureDoses.find(({ structureId }) => structureId === "kidney_left")!;
    const { largest } = recommendation(result, given);

    const evaluation = evaluatePlan(
      parsePlan(text, "plan.json"),
      readDvhTable(dvhCsv(result.dvhs), "dvh.csv"),
      { activityGBq: largest.activityGBq!, cycles: largest.cycles, limitValues: {} },
    );

    const schema = JSON.parse(readFileSync("docs/schemas/plan.schema.json", "utf8"));
    const ajv = new Ajv2020({ allErrors: true, strictTypes: false, validateFormats: false });
    ajv.validate(schema, file);
    expect(ajv.errors ?? []).toEqual([]);
    expect(parsePlan(text, "plan.json").givenCycles).toEqual(given);
    const delivered = file.deliveredDoses.find(
      ({ structureId }: { structureId: string }) => structureId === "kidney_left",
    );
    expect(delivered.deliveredGy).toBeCloseTo(7 * kidney.meanGyPerGBq + 6 * 0.5, 9);
    expect(file.largestActivity.cycles).toBe(2);
    expect(evaluation.warnings[0]).toContain("2 cycles that were given before");
    expect(evaluation.largestActivity.perCycleGBq).toBeCloseTo(file.largestActivity.activityGBq, 9);
    expect(largest.totalActivityGBq!).toBeLessThan(
      recommendation(result).largest.totalActivityGBq! - 5,
    );
  });

  test("has an S-matrix whose rows sum to the mean doses", () => {
    const matrix = matrixOf(result);

    meansOf(matrix, Array(matrix.sourceIds.length).fill(1)).forEach((mean, t) => {
      expect(mean / result.structureDoses[t]!.meanGyPerGBq).toBeCloseTo(1, 5);
    });
  });

  test("has limits on BED held with the uptake that was fitted, and no alphas", () => {
    const kidney = result.structureDoses.find(({ structureId }) => structureId === "kidney_left")!;

    expect(kidney.rateTerms!.length).toBeGreaterThan(0);
    expect(kidney.alphaShare).toBe(0);
    expect(recommendation(result).largest.perLimit.map(({ limit }) => limit.id)).toContain(
      "kidney-bed-40",
    );
  });

  test("passes the second check in kidneys and spleen", () => {
    const checks = secondChecksOf(result);

    for (const id of ["kidney_left", "kidney_right", "spleen"])
      expect(checks.find(({ structureId }) => structureId === id)!.flagged, id).toBe(false);
  });
});

const matrixOf = ({ structures, basisGyPerGBq, regions }: PlanResult) =>
  sMatrixOf(
    structures.map((structure) => liveStructure(structure, basisGyPerGBq)),
    regions.map(({ structureId }) => structureId),
  );
