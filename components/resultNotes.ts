import { html } from "lit";
import "./problem-card";

/** Up to this many are open from the start. */
const FEW = 2;

/** What a reader must know beside the numbers; many of them fold, so that they do not push the structures away. */
export function resultNotes(sentences: readonly string[]) {
  if (sentences.length === 0) return null;
  return html`<details ?open=${sentences.length <= FEW}>
    <summary>${sentences.length === 1 ? "1 note" : `${sentences.length} notes`} on this result</summary>
    ${sentences.map((sentence) => html`<problem-card>${sentence}</problem-card>`)}
  </details>`;
}
