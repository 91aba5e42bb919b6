import { beforeAll, describe, expect, test } from "vitest";
import {
  comparedStructures,
  doseByMethod,
  doseDifference,
  type MethodDose,
  methodQuestion,
} from "../../src/app/methodDose";
import { plan } from "../../src/app/pipeline";
import type { PlanResult } from "../../src/app/planResult";
import { prescriptionOf } from "../../src/app/prescriptionOf";
import { parseCase } from "../../src/records/caseFile";
import { loadStudy } from "../../src/records/loadStudy";
import type { Study } from "../../src/volume/study";
import { quietWork } from "../../src/work";
import { withGpu } from "../support/gpu";
import { smallCase } from "../support/smallCase";

describe("the same decays by another method", () => {
  let study: Study;
  let result: PlanResult;
  let again: MethodDose;
  let local: MethodDose;

  beforeAll(async () => {
    const files = smallCase();
    const data = parseCase(files["case.json"] as string, "case.json");
    study = await loadStudy(
      data,
      async (path) => files[path] as Uint8Array<ArrayBuffer>,
      quietWork(),
    );
    await withGpu(async (gpu) => {
      result = await plan(gpu, study, prescriptionOf(data), quietWork());
      const by = (method: "kernel" | "local") =>
        doseByMethod(gpu, methodQuestion(study, result, method), quietWork());
      again = await by("kernel");
      local = await by("local");
    });
  });

  test("the plan's own method gives the plan's dose again", () => {
    const most = Math.max(...result.doseGyPerGBq.values);

    const difference = doseDifference(again.doseGyPerGBq, result.doseGyPerGBq);

    for (const gy of difference.values) expect(Math.abs(gy)).toBeLessThan(1e-5 * most);
    for (const { mean, d98, d2 } of comparedStructures(result.dvhs, again.dvhs))
      for (const { differencePercent } of [mean, d98, d2])
        expect(Math.abs(differencePercent!)).toBeLessThan(0.1);
  });

  test("local deposition keeps the betas of a source region in it and loses its photons", () => {
    const compared = comparedStructures(result.dvhs, local.dvhs);

    expect(compared.map(({ structureId }) => structureId)).toEqual(["kidney", "tumour"]);
    // 5 mm voxels: what leaves a tumour of 3³ outweighs the photons of Lu-177 that it would keep.
    expect(compared[1]!.mean.differencePercent).toBeGreaterThan(0);
    expect(local.balance.leftGridJ).toBeGreaterThan(again.balance.leftGridJ);
  });
});
