import { css } from "lit";

/** Curve left, what it rests on right; in two columns where there is room. */
export const tacPanelStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(320px, 400px);
    min-height: 0;
    container-type: size;
  }
  .figure {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
    min-width: 0;
    min-height: 0;
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 4px 12px;
    padding: 6px 12px 0;
    font-size: 12px;
    white-space: nowrap;
    overflow: hidden;
  }
  .bar i {
    flex: none;
    width: 10px;
    height: 10px;
    border-radius: 2px;
  }
  .bar label:last-child {
    margin-left: auto;
  }
  aside {
    overflow: auto;
    padding: 8px 14px 12px;
    border-left: 1px solid var(--rule);
    font-size: 12px;
  }
  @container (min-height: 420px) and (min-width: 1000px) {
    aside {
      columns: 2;
      column-gap: 28px;
      column-rule: 1px solid var(--rule);
    }
    section {
      break-inside: avoid;
    }
  }
`;
