import { css } from "lit";

/** Structures, views over charts, plan; stacked where the window is narrow. */
export const planPageStyles = css`
  :host {
    display: block;
  }
  main[hidden] {
    display: none !important;
  }
  report-page {
    height: 100%;
  }
  main {
    height: 100%;
    display: grid;
    grid-template:
      "left views panel" minmax(0, 1fr)
      "left drawer panel" 240px / 280px minmax(0, 1fr) 340px;
  }
  .left {
    grid-area: left;
    overflow: auto;
    display: flex;
    flex-direction: column;
    gap: 16px;
    padding: 12px;
    border-right: 1px solid var(--rule);
  }
  .left problem-card {
    margin-top: 4px;
    font-size: 12px;
  }
  summary {
    font-size: 12px;
    color: var(--near);
    cursor: pointer;
  }
  plan-views {
    grid-area: views;
  }
  plan-drawer {
    grid-area: drawer;
    min-width: 0;
    border-top: 1px solid var(--rule);
  }
  /* Over the views, which keep their size and their pictures. */
  .tall plan-drawer {
    grid-row: 1 / 3;
    z-index: 1;
    border-top: none;
    background: var(--ground);
  }
  plan-panel {
    grid-area: panel;
    border-left: 1px solid var(--rule);
  }
  @media print {
    report-page {
      height: auto;
    }
  }
  @media (max-width: 1100px) {
    main {
      height: auto;
      grid-template:
        "views" 560px
        "panel" auto
        "drawer" 280px
        "left" auto / minmax(0, 1fr);
    }
    .tall plan-drawer {
      grid-row: auto;
      height: 90vh;
    }
    main.tall {
      grid-template-rows: 560px auto auto auto;
    }
    .left,
    plan-panel {
      border: none;
      border-top: 1px solid var(--rule);
    }
  }
`;
