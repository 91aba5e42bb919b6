import { css } from "lit";

/** The look of alignment-view: scans at the left, pictures in the middle, what can be changed below them. */
export const alignmentStyles = css`
  main {
    display: grid;
    grid-template-columns: minmax(240px, 320px) minmax(0, 1fr);
    gap: 24px;
    padding: 16px 24px 32px;
  }
  aside {
    display: grid;
    align-content: start;
    gap: 16px;
  }
  .scans {
    display: grid;
    gap: 4px;
  }
  .scans button {
    text-align: left;
  }
  .scans button[aria-pressed="true"] {
    border-color: var(--accent);
  }
  .scans .small {
    display: block;
  }
  .poor {
    color: var(--near);
  }
  .note {
    padding-left: 8px;
    border-left: 2px solid var(--near);
    font-size: 12px;
  }
  .controls,
  .hand {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
    margin-bottom: 12px;
    font-size: 12px;
  }
  .hand {
    margin-top: 12px;
  }
  label {
    display: flex;
    align-items: center;
    gap: 6px;
    color: var(--text-quiet);
  }
  select {
    font: inherit;
    color: inherit;
    background: var(--ground);
    border: 1px solid var(--rule-strong);
    border-radius: 3px;
    padding: 2px 4px;
  }
  input[type="range"],
  input[type="checkbox"] {
    accent-color: var(--accent);
  }
  .pictures {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 12px;
  }
  figure {
    margin: 0;
    min-width: 0;
  }
  figcaption {
    margin-bottom: 4px;
    font-size: 12px;
    color: var(--text-quiet);
  }
  .legend {
    margin-top: 8px;
    font-size: 12px;
    color: var(--text-quiet);
  }
  @media (max-width: 900px) {
    main,
    .pictures {
      grid-template-columns: 1fr;
    }
  }
`;
