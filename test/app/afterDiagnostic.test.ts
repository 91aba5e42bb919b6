import { expect, test } from "vitest";
import { dvhMarks } from "../../components/dvhMarks";
import { afterDiagnostic } from "../../src/app/afterDiagnostic";
import { diagnosticEarlier } from "../../src/app/diagnosticEarlier";
import type { PlanResult } from "../../src/app/planResult";
import { limitRows, planBasis } from "../../src/app/planView";
import { NO_EDITS } from "../../src/app/session";
import { doseAtVolumePercent } from "../../src/dosimetry/dvhMetrics";
import type { Metric } from "../../src/planning/limit";
import { protocol } from "../../src/planning/protocols";
import { limitOf, organ } from "../support/planning";

const kidney = organ("kidney", [1, 3]);
const earlier = diagnosticEarlier({
  nuclide: "In-111",
  carrier: "DOTATATE",
  activityMBq: 185,
  structures: [{ structureId: "kidney", role: "organ", meanGy: 0.5, alphaShare: 0 }],
});

test.each<[string, Metric, number, number]>([
  ["mean dose", { kind: "mean" }, 23, 2],
  ["largest dose", { kind: "max" }, 23, 3],
  ["D2", { kind: "doseAtVolumePercent", percent: 2 }, 23, doseAtVolumePercent(kidney.dvh, 2)],
  ["V20", { kind: "volumeAtDosePercent", doseGy: 20 }, 30, doseAtVolumePercent(kidney.dvh, 30)],
])(
  "a limit on the %s stands on the histogram where the coming cycles reach it",
  (_, metric, value, perGBq) => {
    const limits = [limitOf(value, { metric })];
    const result = {
      prescription: { protocol: { ...protocol("lu177-dotatate"), limits }, nuclide: "Lu-177" },
      regions: [],
      structureDoses: [kidney],
      dvhs: [kidney.dvh],
    } as unknown as PlanResult;
    const rows = limitRows(planBasis(result, { ...NO_EDITS, earlier }), 5);

    const [mark] = dvhMarks(afterDiagnostic(rows, result.structureDoses, earlier));

    expect(mark!.doseGy).toBeCloseTo(rows[0]!.reachedAtGBq! * perGBq, 6);
    expect(dvhMarks(rows)[0]!.doseGy - mark!.doseGy).toBeCloseTo((0.5 * perGBq) / 2, 6);
  },
);
