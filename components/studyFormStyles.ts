import { css } from "lit";

export const studyFormStyles = css`
  :host {
    display: block;
    overflow: auto;
    scroll-padding-bottom: 134px;
    padding: 24px;
  }
  section {
    width: min(960px, 100%);
    margin: 0 auto;
  }
  h1 {
    margin: 0 0 4px;
    font-size: 22px;
    font-weight: 600;
  }
  h2 {
    margin: 24px 0 6px;
  }
  problem-card {
    margin-top: 8px;
  }
  td,
  th {
    padding: 4px 12px 4px 0;
    border-bottom: 1px solid var(--rule);
  }
  dl {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 6px 20px;
    margin: 0;
  }
  dt {
    color: var(--text-quiet);
  }
  dd {
    margin: 0;
  }
  input:not([type="checkbox"]),
  select {
    font: inherit;
    color: inherit;
    max-width: 260px;
    padding: 2px 6px;
    background: var(--ground);
    border: 1px solid var(--rule-strong);
    border-radius: 3px;
  }
  input[type="number"] {
    width: 10ch;
    text-align: right;
  }
  .open {
    border-color: var(--near) !important;
  }
  footer {
    position: sticky;
    bottom: -24px;
    display: flex;
    align-items: end;
    gap: 8px;
    margin-top: 24px;
    padding: 12px 0;
    background: var(--ground);
    border-top: 1px solid var(--rule);
  }
  footer ul {
    flex: 1;
    max-height: 96px;
    columns: 2 240px;
    overflow: auto;
    margin: 0;
    padding-left: 16px;
    font-size: 12px;
  }
`;
