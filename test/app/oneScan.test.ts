import { expect, test } from "vitest";
import { plan } from "../../src/app/pipeline";
import { prescriptionOf } from "../../src/app/prescriptionOf";
import { sampleCase } from "../../src/app/sampleCase";
import { trueTiacH } from "../../src/app/samplePatient";
import { sampleStudy } from "../../src/app/sampleStudy";
import { sentenceName } from "../../src/volume/readableName";
import { quietWork } from "../../src/work";
import { withGpu } from "../support/gpu";

test("a study of one scan on day four is planned on populations, with intervals that hold the truth and sentences that say so", () =>
  withGpu(async (gpu) => {
    const whole = sampleStudy({ blur: false, noise: false, shifts: false });
    const study = { ...whole, timePoints: [whole.timePoints[2]!], reference: 0 };
    const prescription = {
      ...prescriptionOf(sampleCase(["1", "2", "3", "4"])),
      registration: "headers",
      partialVolumeFwhmMm: 0,
    } as const;

    const { regions, warnings } = await plan(gpu, study, prescription, quietWork());

    for (const id of ["kidney_left", "kidney_right", "spleen", "liver"]) {
      const { fit, name } = regions.find(({ structureId }) => structureId === id)!;
      const [low, high] = fit.tiaInterval95MBqH!;
      const truth = trueTiacH(id) * study.administration.activityMBq;
      expect(fit.method, id).toBe("prior");
      expect(low, id).toBeLessThan(truth);
      expect(high, id).toBeGreaterThan(truth);
      expect(warnings.some((w) => w.startsWith(`${sentenceName(name)}: One reading counts`))).toBe(
        true,
      );
    }
    const remainder = regions.find(({ structureId }) => structureId === "remainder")!;
    expect(remainder.fit.method).toBe("permanent");
  }));
