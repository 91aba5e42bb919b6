import { css } from "lit";

/** The page of the patient's measurements: what is typed in a column, curves and figures beside it. */
export const patientStyles = css`
  main {
    display: grid;
    grid-template-columns: 340px minmax(0, 1fr);
    gap: 16px 32px;
    padding: 12px 24px 32px;
  }
  h2 {
    margin: 14px 0 4px;
  }
  h2:first-child {
    margin-top: 0;
  }
  .line {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: 8px;
    padding: 2px 0;
  }
  .line input {
    width: 8ch;
    text-align: right;
  }
  .line select {
    max-width: 190px;
  }
  .unit {
    display: inline-block;
    min-width: 52px;
  }
  .plots {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(300px, 1fr));
    gap: 12px;
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
    min-width: 210px;
  }
  main > div + div > .line {
    max-width: 420px;
  }
  .number {
    white-space: nowrap;
  }
  [role="alert"] {
    color: var(--exceeded);
  }
  .binds {
    font-weight: 600;
  }
  @media (max-width: 900px) {
    main {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
