import { css } from "lit";

/** What the sections of the quantification share: tables with hairlines, pairs of a name and a value, keys of colours. */
export const quantifyStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  h2 {
    margin-bottom: 6px;
  }
  h2:not(:first-child) {
    margin-top: 18px;
  }
  td,
  th {
    padding: 3px 0 3px 10px;
    border-top: 1px solid var(--rule);
  }
  th {
    border: none;
  }
  td:first-child,
  th:first-child {
    padding-left: 0;
  }
  .note {
    margin-bottom: 8px;
    padding-left: 8px;
    border-left: 2px solid var(--near);
  }
  .error {
    padding-left: 8px;
    border-left: 2px solid var(--exceeded);
  }
  dl {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 2px 16px;
    margin: 0;
  }
  dt {
    color: var(--text-quiet);
  }
  dd {
    margin: 0;
  }
  ul {
    margin: 10px 0 0;
    padding-left: 16px;
  }
  .key {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 16px;
  }
  .key i {
    display: inline-block;
    width: 12px;
    height: 10px;
    margin-right: 6px;
  }
  .unit {
    text-transform: none;
  }
  .change {
    display: inline-block;
    min-width: 52px;
    color: var(--text-quiet);
  }
  .large {
    color: var(--near);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 12px;
    margin: 6px 0;
  }
  input,
  select {
    font: inherit;
    color: inherit;
    padding: 2px 4px;
    background: var(--ground);
    border: 1px solid var(--rule-strong);
    border-radius: 3px;
  }
  input[type="number"] {
    width: 9ch;
    text-align: right;
  }
`;
