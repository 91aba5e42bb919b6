import { html } from "lit";
import { courseErrorsOf, type courseInput } from "../src/app/courseInterval";
import type { PlanResult } from "../src/app/planResult";
import { criteriaOf } from "../src/app/planView";
import type { WhatIf } from "../src/app/session";
import { structuresSoFar } from "../src/planning/courseSoFar";
import { cumulativeUncertainty } from "../src/planning/courseUncertainty";
import { sentenceName } from "../src/volume/readableName";
import { threeFigures } from "./format";

/** What the given cycles delivered to each structure, with its error, beside what the plan predicted for the same activities. */
export function deliveredTable(
  result: PlanResult,
  whatIf: WhatIf,
  input: ReturnType<typeof courseInput>,
) {
  const { limits, goals } = criteriaOf(result.prescription.protocol, whatIf);
  const errors = courseErrorsOf(result, whatIf);
  const isMeasured = (whatIf.given ?? []).some(({ measuredIn }) => measuredIn);
  return html`<table>
    <thead>
      <tr>
        <th>Delivered</th>
        <th class="number">Gy</th>
        <th class="number" title="By this plan at the activities given">Predicted Gy</th>
        <th class="number">Ratio</th>
        <th class="number" title="Of the mean doses, each cycle with its own kinetics">BED Gy</th>
      </tr>
    </thead>
    <tbody>
      ${structuresSoFar(input.predicted, input.given, [...limits, ...goals]).map(
        ({ structureId, name, deliveredGy, predictedGy, ratio, bed, cycles }, s) => {
          const u = cumulativeUncertainty(input.predicted[s]!, input.given, errors);
          const each = cycles.map(
            (cycle, n) =>
              `cycle ${n + 1}: ${threeFigures(cycle.deliveredGy)} Gy${cycle.measured ? "" : " (predicted)"}`,
          );
          return html`<tr data-structure=${structureId} title=${each.join(", ")}>
            <td>${sentenceName(name)}</td>
            <td class="number">
              ${threeFigures(deliveredGy)}
              <span class="quiet small">± ${errorText(deliveredGy * u)}</span>
            </td>
            <td class="number">${threeFigures(predictedGy)}</td>
            <td class="number">${isMeasured && ratio !== undefined ? ratio.toFixed(2) : "–"}</td>
            <td class="number" title=${bed ? `α/β ${bed.alphaBetaGy} Gy, repair half-life ${bed.repairHalfLifeH} h` : ""}>
              ${bed ? threeFigures(bed.gy) : "–"}
            </td>
          </tr>`;
        },
      )}
    </tbody>
  </table>`;
}

/** An error has two figures: more are not known of it. */
function errorText(gy: number): string {
  const rounded = Number(gy.toPrecision(2));
  if (!(rounded > 0)) return threeFigures(gy);
  return rounded.toFixed(Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(rounded)))));
}
