import { css, html, LitElement } from "lit";
import { customElement, query } from "lit/decorators.js";
import { baseStyles } from "./theme";

const SHORTCUTS: readonly (readonly [keys: string, what: string])[] = [
  ["?", "This list"],
  ["Ctrl Z, Ctrl Shift Z", "Take a change of the plan back, make it again"],
  ["a", "To the activity slider; there: ← → a step, Page Up and Down ten, Home and End"],
  ["m", "To the largest tolerated activity"],
  ["d", "The next of the charts below the views"],
  ["i", "Isodose lines on and off"],
  ["p", "Measurements of the patient: blood, whole body, laboratory"],
  ["t", "Dark or light page"],
  ["Esc", "Cancel the calculation, close what is open"],
  ["On a reading: ← →, Enter, w", "The next one, leave it out or take it back, weigh it"],
  ["In a view: ↑ ↓, wheel", "The next slice"],
  [
    "In a view: drag",
    "Move the crosshair; right drag zooms, middle drag moves, Shift drag sets the window",
  ],
];

/** The keys of the page, in a dialog; open it with `show()`. */
@customElement("shortcut-list")
export class ShortcutList extends LitElement {
  static override styles = [
    baseStyles,
    css`
      dialog {
        width: min(560px, 90vw);
        padding: 20px 24px;
        color: var(--text);
        background: var(--raised);
        border: 1px solid var(--rule-strong);
        border-radius: 4px;
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 50%);
      }
      dl {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: 6px 20px;
        margin: 12px 0 16px;
      }
      dd {
        margin: 0;
        color: var(--text-quiet);
      }
    `,
  ];

  @query("dialog") private readonly dialog!: HTMLDialogElement;

  show() {
    if (!this.dialog.open) this.dialog.showModal();
  }

  override render() {
    return html`
      <dialog aria-label="Keys">
        <h2>Keys</h2>
        <dl>
          ${SHORTCUTS.map(([keys, what]) => html`<dt>${keys}</dt><dd>${what}</dd>`)}
        </dl>
        <form method="dialog"><button autofocus>Close</button></form>
      </dialog>
    `;
  }
}
