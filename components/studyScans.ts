import { html } from "lit";
import type { FoundStudy } from "../src/app/foundStudy";
import type { ScanAnswer } from "../src/app/studyAnswers";
import { nuclideNames } from "../src/physics/nuclides";
import { threeFigures } from "./format";
import { choice, numberInput } from "./studyInputs";

/** What was found of the emission scans, with what is to be said of each; `set` takes all answers anew. */
export function studyScans(
  scans: FoundStudy["report"]["scans"],
  answers: readonly ScanAnswer[],
  set: (answers: ScanAnswer[]) => void,
) {
  return html`
      <h2>Scans</h2>
      <table>
        <tr>
          <th>Scan</th>
          <th>Nuclide</th>
          <th>Hours after administration</th>
          <th>Values</th>
          <th>Decay corrected to</th>
          <th class="number">MBq in it</th>
          <th>CT</th>
        </tr>
        ${scans.map((scan, i) =>
          scanRow(scan, answers[i]!, (part) =>
            set(answers.map((answer, n) => (n === i ? { ...answer, ...part } : answer))),
          ),
        )}
      </table>
    `;
}

function scanRow(
  scan: FoundStudy["report"]["scans"][number],
  answer: ScanAnswer,
  change: (part: Partial<ScanAnswer>) => void,
) {
  return html`
      <tr>
        <td title=${scan.files[0] ?? ""}>${scan.modality} ${scan.label || scan.id}</td>
        <td>
          ${choice("Nuclide of the scan", answer.nuclide, nuclideNames, (nuclide) => change({ nuclide }))}
        </td>
        <td>${numberInput("Hours after administration", answer.hours, (hours) => change({ hours }))}</td>
        <td>
          ${
            scan.totalMBqAtScan === null
              ? html`${scan.units}, Bq/mL of one unit
                ${answer.relative ? null : numberInput("Bq/mL of one stored unit", answer.bqPerMlPerUnit, (bqPerMlPerUnit) => change({ bqPerMlPerUnit }))}
                <label title="All that was given is in the structures drawn: 99mTc-MAA, microspheres">
                  <input
                    type="checkbox"
                    .checked=${answer.relative ?? false}
                    @change=${(event: Event) =>
                      change({ relative: (event.target as HTMLInputElement).checked })}
                  />
                  proportions only
                </label>`
              : scan.units
          }
        </td>
        <td>
          ${
            scan.decayCorrection ??
            choice(
              "Decay corrected to",
              answer.decayCorrection,
              ["NONE", "START", "ADMIN"] as const,
              (decayCorrection) => change({ decayCorrection }),
            )
          }
        </td>
        <td class="number">${scan.totalMBqAtScan === null ? "–" : threeFigures(scan.totalMBqAtScan)}</td>
        <td>${scan.anatomyId ? "yes" : "none"}</td>
      </tr>
    `;
}
