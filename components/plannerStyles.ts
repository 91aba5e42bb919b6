import { css } from "lit";

/** The layout of the page: bar, what is open, and the line that is always there. */
export const plannerStyles = css`
  :host {
    display: grid;
    grid-template-rows: 40px minmax(0, 1fr) 22px;
    height: 100vh;
    height: 100dvh;
  }
  main,
  plan-page {
    min-height: 0;
  }
  .waiting {
    display: grid;
    place-items: center;
  }
  .waiting > div {
    display: grid;
    justify-items: start;
    gap: 8px;
    width: min(420px, 90%);
  }
  .waiting job-panel {
    width: 100%;
  }
  footer {
    padding: 0 12px;
    line-height: 21px;
    font-size: var(--small);
    color: var(--text-quiet);
    text-align: center;
    border-top: 1px solid var(--rule);
  }
  @media print {
    :host {
      display: block;
      height: auto;
    }
    top-bar,
    footer {
      display: none;
    }
  }
  @media (max-width: 1100px) {
    :host {
      height: auto;
      min-height: 100vh;
      grid-template-rows: 40px auto 22px;
    }
  }
`;
