import { css } from "lit";

/** Quiet white marks with a dark rim, readable on bright bone and on black; the same in both themes, since images stay dark. */
export const sliceStyles = css`
  :host {
    position: relative;
    display: block;
    overflow: hidden;
    background: #05070a;
    color: #d7dee4;
    font: 11px/1.35 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
    font-variant-numeric: tabular-nums;
    text-shadow: 0 0 2px #000, 0 0 2px #000, 0 0 3px #000;
    user-select: none;
    contain: strict;
    container-type: size;
  }
  canvas,
  .crosshair,
  .surface {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
  }
  .surface {
    cursor: crosshair;
    touch-action: none;
  }
  .surface:focus-visible {
    outline: 2px solid var(--accent, #6fb1ff);
    outline-offset: -2px;
  }
  .surface.turn {
    cursor: grab;
  }
  .surface.turn:active {
    cursor: grabbing;
  }
  .crosshair line {
    stroke: #9fc8ff;
    stroke-opacity: 0.55;
    shape-rendering: crispEdges;
  }
  .letter {
    position: absolute;
    font-size: 13px;
    font-weight: 600;
  }
  .letter.left {
    left: 8px;
    top: 50%;
    translate: 0 -50%;
  }
  .letter.right {
    right: 8px;
    top: 50%;
    translate: 0 -50%;
  }
  .letter.top {
    top: 6px;
    left: 50%;
    translate: -50% 0;
  }
  .letter.bottom {
    bottom: 6px;
    left: 50%;
    translate: -50% 0;
  }
  .corner {
    position: absolute;
    white-space: nowrap;
  }
  .top-left {
    top: 6px;
    left: 8px;
  }
  .top-right {
    top: 6px;
    right: 8px;
  }
  .bottom-left {
    bottom: 6px;
    left: 8px;
    display: flex;
    flex-direction: column;
  }
  .bottom-right {
    bottom: 6px;
    right: 8px;
  }
  .scale {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 2px;
  }
  .bar {
    height: 4px;
    border: solid #d7dee4;
    border-width: 0 1px 1px;
  }
  @container (max-width: 340px) {
    .top-right {
      display: none;
    }
    .letter.top {
      top: 22px;
    }
  }
  /* Small panes show their values while the pointer is in them; those of the crosshair stand in the large one. */
  @container (max-height: 200px) {
    :host(:not(:hover, :focus-within)) .bottom-left {
      display: none;
    }
  }
`;
