import { css } from "lit";

/** Curve left, what it rests on right; the curve above two columns where there is height. */
export const tacPanelStyles = css`
  :host {
    display: block;
    min-height: 0;
    container-type: size;
  }
  .panel {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(280px, 46%);
    height: 100%;
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
    min-width: 0;
    padding: 6px 14px 0 12px;
    font-size: 12px;
    white-space: nowrap;
  }
  .bar i {
    flex: none;
    width: 10px;
    height: 10px;
    border-radius: 2px;
  }
  .bar select {
    flex: 0 1 200px;
    min-width: 0;
  }
  .bar .quiet {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .bar label {
    flex: none;
  }
  @container (max-width: 760px) {
    .bar .quiet {
      visibility: hidden;
    }
  }
  aside {
    overflow: auto;
    padding: 10px 14px 0;
    border-left: 1px solid var(--rule);
    font-size: 12px;
  }
  /* One under the other the figures come first, side by side the models. */
  .columns {
    display: flex;
    flex-direction: column;
  }
  .columns > div {
    display: contents;
  }
  .columns > div > * {
    order: 2;
    padding: 10px 0 12px;
    border-top: 1px solid var(--rule);
  }
  .columns tac-facts {
    order: 0;
    padding-top: 0;
    border-top: none;
  }
  .columns tac-models {
    order: 1;
  }
  @container (min-height: 480px) {
    .panel {
      grid-template: minmax(300px, 11fr) minmax(0, 10fr) / minmax(0, 1fr);
    }
    aside {
      border-left: none;
      border-top: 1px solid var(--rule);
    }
  }
  @container (min-height: 480px) and (min-width: 620px) {
    .columns {
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      gap: clamp(16px, 3cqw, 32px);
    }
    .columns > div {
      display: block;
    }
    .columns tac-models {
      padding-top: 0;
      border-top: none;
    }
  }
`;
