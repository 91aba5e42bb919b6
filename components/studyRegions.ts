import { html } from "lit";
import type { RegionAnswer } from "../src/app/studyAnswers";
import { roleOfName } from "../src/records/roleOfName";
import { threeFigures } from "./format";
import { choice, textInput } from "./studyInputs";

/** The structures that were found, with name and role of each; `set` takes all answers anew. */
export function studyRegions(
  regions: readonly RegionAnswer[],
  set: (regions: RegionAnswer[]) => void,
) {
  return html`
      <h2>Structures</h2>
      <table>
        <tr>
          <th>Name</th>
          <th class="number">mL</th>
          <th>Is</th>
        </tr>
        ${regions.map((region, i) =>
          regionRow(region, (part) =>
            set(regions.map((r, n) => (n === i ? { ...r, ...part } : r))),
          ),
        )}
      </table>
    `;
}

function regionRow(
  { id, name, volumeMl, role, file }: RegionAnswer,
  change: (part: Partial<RegionAnswer>) => void,
) {
  return html`<tr>
      <td title=${file}>
        ${textInput(`Name of ${id}`, name, (given) => change({ name: given, role: roleOfName(given) }))}
      </td>
      <td class="number">${volumeMl === undefined ? "–" : threeFigures(volumeMl)}</td>
      <td>
        ${choice(`${name} is`, role, ROLES, (chosen) => change({ role: chosen }))}
      </td>
    </tr>`;
}

const ROLES = ["organ", "tumour", "territory", "marrow", "body", "other", "leave out"] as const;
