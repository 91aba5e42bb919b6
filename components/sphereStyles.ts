import { css } from "lit";

/** Rows of fields of the planner of microspheres. */
export const sphereStyles = css`
  :host {
    display: block;
  }
  .line {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: 8px;
    padding: 3px 0;
    border-top: 1px solid var(--rule);
  }
  number-field {
    --field-width: 7ch;
  }
  summary {
    padding: 3px 0;
    cursor: pointer;
  }
`;
