import { css } from "lit";

/** Lines of the what-if: what is asked on the left, numbers on the right, what differs in the accent colour. */
export const whatIfStyles = css`
  .line {
    display: flex;
    align-items: baseline;
    gap: 6px;
    padding: 3px 0;
    border-top: 1px solid var(--rule);
  }
  .line > span:first-child {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .changed > span:first-child,
  .changed td:first-child {
    color: var(--accent);
  }
  select {
    font: inherit;
    color: inherit;
    min-width: 0;
    max-width: 100%;
    background: var(--ground);
    border: 1px solid var(--rule-strong);
    border-radius: 3px;
    padding: 1px 2px;
  }
  td,
  th {
    padding: 2px 0 2px 6px;
    border-top: 1px solid var(--rule);
  }
  th {
    border-top: none;
  }
  td:first-child,
  th:first-child {
    padding-left: 0;
  }
  td:first-child {
    max-width: 92px;
    overflow-wrap: anywhere;
  }
  td.number number-field {
    --field-width: 5.5ch;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    padding: 6px 0 2px;
  }
  .actions button {
    padding: 1px 6px;
    font-size: 12px;
  }
  .note {
    font-size: 12px;
    color: var(--text-quiet);
    padding: 2px 0;
  }
`;
