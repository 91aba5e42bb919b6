import { html } from "lit";
import type { LimitBudget } from "../src/planning/courseSoFar";
import { unitText } from "../src/planning/limit";
import { sentenceName } from "../src/volume/readableName";
import { threeFigures } from "./format";

/** What earlier dose and the given cycles have used of a limit, what is left, and what the cycles to come will use. */
export function budgetRow({
  limit,
  structureName,
  used,
  shareUsed,
  remaining,
  shareAtPlanned = 0,
}: LimitBudget) {
  const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
  const width = (share: number) => `width: ${Math.min(100, Math.max(0, 100 * share))}%`;
  const unit = unitText(limit);
  const over = shareAtPlanned > 1;
  return html`<tr class=${over ? "over" : ""}>
    <td>
      ${sentenceName(structureName)}<span class="quiet small">
        · ${limit.label}${limit.per === "cycle" ? ", each cycle" : ""}${limit.informational ? " (information)" : ""}</span
      >
      <div class="bar" aria-hidden="true">
        <span class="coming" style=${width(shareAtPlanned)}></span>
        <span style=${width(shareUsed)}></span>
      </div>
    </td>
    <td class="number">${threeFigures(used)} ${unit}</td>
    <td class="number">${threeFigures(remaining)} ${unit}</td>
    <td class="number">${percent(shareAtPlanned)}${over ? " exceeded" : ""}</td>
  </tr>`;
}
