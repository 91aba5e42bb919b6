import { html } from "lit";

/** A text; while it is empty it is marked as open. */
export const textInput = (
  label: string,
  value: string,
  take: (value: string) => void,
) => html`<input
  aria-label=${label}
  class=${value.trim() === "" ? "open" : ""}
  .value=${value}
  @change=${(event: Event) => take((event.target as HTMLInputElement).value.trim())}
/>`;

/** A choice that starts empty while nothing is chosen, so that nothing is taken for granted. */
export function choice<T extends string>(
  label: string,
  chosen: T | undefined,
  options: readonly T[],
  take: (value: T) => void,
) {
  return html`<select
    aria-label=${label}
    class=${chosen === undefined ? "open" : ""}
    @change=${(event: Event) => take((event.target as HTMLSelectElement).value as T)}
  >
    ${chosen === undefined ? html`<option selected disabled>choose</option>` : null}
    ${options.map(
      (option) => html`<option value=${option} .selected=${option === chosen}>${option}</option>`,
    )}
  </select>`;
}

/** A number above zero; undefined while there is none. */
export function numberInput(
  label: string,
  value: number | undefined,
  take: (value: number | undefined) => void,
) {
  return html`<input
    type="number"
    step="any"
    min="0"
    aria-label=${label}
    class=${value === undefined ? "open" : ""}
    .value=${value === undefined ? "" : String(value)}
    @change=${(event: Event) => {
      const number = (event.target as HTMLInputElement).valueAsNumber;
      take(number > 0 ? number : undefined);
    }}
  />`;
}
