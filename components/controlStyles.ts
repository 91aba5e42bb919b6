import { css } from "lit";

/** Fields and choices as they stand in forms; each form says how wide. */
export const controlStyles = css`
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
    background: var(--ground);
    border: 1px solid var(--rule-strong);
    border-radius: 3px;
    padding: 1px 4px;
  }
  textarea {
    width: 100%;
    font: 12px/1.4 ui-monospace, monospace;
  }
`;
