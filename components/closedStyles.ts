import { css } from "lit";

/** Planners that need no images: inputs in a narrow column, figures beside them. */
export const closedStyles = css`
  :host {
    display: grid;
    grid-template-columns: 320px minmax(0, 1fr);
    gap: 32px;
    align-items: start;
  }
  h2 {
    margin: 16px 0 4px;
  }
  h2:first-child {
    margin-top: 0;
  }
  .line {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: 8px;
    padding: 3px 0;
    border-top: 1px solid var(--rule);
  }
  .inputs number-field {
    --field-width: 7ch;
  }
  table {
    max-width: 1000px;
  }
  table.narrow {
    max-width: 520px;
  }
  td,
  th {
    padding: 3px 0 3px 16px;
    border-top: 1px solid var(--rule);
    vertical-align: baseline;
  }
  td:first-child,
  th:first-child {
    padding-left: 0;
    white-space: nowrap;
  }
  td.words {
    white-space: normal;
  }
  thead th {
    border-top: none;
    vertical-align: bottom;
  }
  .big {
    font-size: var(--large);
    font-weight: 600;
  }
  .above {
    color: var(--exceeded);
  }
  .example {
    max-width: 70ch;
    margin-bottom: 12px;
    padding-left: 8px;
    border-left: 2px solid var(--near);
  }
  .note {
    max-width: 70ch;
    margin-top: 8px;
    font-size: 12px;
    color: var(--text-quiet);
  }
  select {
    font: inherit;
    color: inherit;
    background: var(--ground);
    border: 1px solid var(--rule-strong);
    border-radius: 3px;
    padding: 1px 2px;
  }
  input[type="text"] {
    font: inherit;
    color: inherit;
    width: 14ch;
    background: none;
    border: none;
    font-weight: 600;
  }
  @media (max-width: 900px) {
    :host {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
