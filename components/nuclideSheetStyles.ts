import { css } from "lit";

/** One column of the nuclide page. */
export const nuclideSheetStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  header {
    display: flex;
    align-items: baseline;
    gap: 16px;
  }
  h1 {
    margin: 0;
    font-size: var(--headline);
    font-weight: 600;
  }
  section {
    padding: 12px 0;
    border-top: 1px solid var(--rule);
  }
  section:not(:has(*)) {
    display: none;
  }
  h2 {
    margin-bottom: 8px;
  }
  td,
  th {
    padding: 2px 8px 2px 0;
    vertical-align: baseline;
  }
  p {
    margin-top: 6px;
    max-width: 70ch;
  }
  ul {
    margin: 0;
    padding-left: 16px;
  }
  .lines {
    max-height: 320px;
    overflow-y: auto;
  }
`;
