import { css } from "lit";

/** What the parts of the time-activity panel share. */
export const tacStyles = css`
  select {
    font: inherit;
    color: inherit;
    max-width: 100%;
    background: var(--ground);
    border: 1px solid var(--rule-strong);
    border-radius: 3px;
  }
  h2 {
    margin-bottom: 4px;
  }
  dl {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 2px 8px;
    margin: 0;
  }
  dt {
    color: var(--text-quiet);
  }
  dd {
    margin: 0;
    text-align: right;
  }
  .large {
    color: var(--text);
    font-size: var(--large);
    font-weight: 600;
  }
  .now {
    color: var(--accent);
  }
  td {
    padding: 2px 0;
  }
  td.number,
  th.number {
    padding-left: 8px;
  }
  tr.chosen td {
    font-weight: 600;
  }
  tr.chosen .reason {
    font-weight: 400;
  }
  tr.missing {
    color: var(--text-quiet);
  }
  .reason {
    padding: 0 0 4px 21px;
    font-size: var(--small);
    color: var(--text-quiet);
  }
  td label {
    display: flex;
    align-items: baseline;
    gap: 6px;
  }
  input[type="radio"] {
    flex: none;
    margin: 0;
    accent-color: var(--accent);
    transform: translateY(2px);
  }
  .flag {
    margin-top: 4px;
    padding-left: 8px;
    border-left: 2px solid var(--near);
  }
  .flag.told {
    border-color: var(--rule-strong);
  }
  .changed {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    padding: 6px 8px;
    margin-bottom: 10px;
    border-left: 2px solid var(--accent);
    background: var(--surface);
  }
  .changed p {
    flex: 1 1 100%;
  }
  summary {
    cursor: pointer;
    color: var(--text-quiet);
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 4px 8px;
    margin-top: 6px;
  }
  .out {
    color: var(--text-quiet);
    text-decoration: line-through;
  }
`;
