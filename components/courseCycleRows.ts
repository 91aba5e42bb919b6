import { html, nothing } from "lit";
import type { CourseCycle } from "../src/app/courseCycle";
import { threeFigures } from "./format";
import "./number-field";

/** What a user can do to a cycle. */
export interface CycleActions {
  readonly change: (change: Partial<CourseCycle>) => void;
  readonly drop: () => void;
}

/** A cycle that was given, and its notes in a row below. */
export function cycleRows(
  { activityGBq, date = "", measuredIn, notes = [] }: CourseCycle,
  number: number,
  { change, drop }: CycleActions,
) {
  return html`<tr>
    <td>${number}</td>
    <td class="number">
      ${
        measuredIn === undefined
          ? html`<number-field
              label=${`Cycle ${number}: activity given`}
              unit="GBq"
              .value=${activityGBq}
              .step=${0.1}
              @number-change=${({ detail }: CustomEvent<number>) => change({ activityGBq: detail })}
            ></number-field>`
          : html`<span title="Its doses were measured with this activity">${threeFigures(activityGBq)} GBq</span>`
      }
    </td>
    <td>
      <input
        type="date"
        aria-label=${`Cycle ${number}: date`}
        .value=${date}
        @change=${(event: Event) => change({ date: (event.target as HTMLInputElement).value })}
      />
    </td>
    <td title=${measuredIn ?? ""}>${measuredIn ? "measured" : "predicted"}</td>
    <td>
      <button class="plain small" aria-label=${`Remove cycle ${number}`} @click=${drop}>
        remove
      </button>
    </td>
  </tr>
  ${notes.length === 0 ? nothing : notesRow(notes, number)}`;
}

const notesRow = (notes: readonly string[], number: number) =>
  html`<tr>
    <td colspan="5" class="notes">
      <details>
        <summary>${notes.length === 1 ? "1 note" : `${notes.length} notes`} on cycle ${number}</summary>
        ${notes.map((note) => html`<p>${note}</p>`)}
      </details>
    </td>
  </tr>`;
