import { css } from "lit";

/** Curve, readings and residuals of one region. */
export const tacPlotStyles = css`
  :host {
    display: block;
    position: relative;
    min-width: 0;
    min-height: 0;
    overflow: hidden;
  }
  svg {
    position: absolute;
    inset: 0;
    display: block;
    font-size: 11px;
  }
  text {
    fill: var(--text-quiet);
  }
  .grid {
    stroke: var(--rule);
  }
  .zero {
    stroke: var(--rule-strong);
  }
  .curve {
    fill: none;
    stroke: var(--colour);
    stroke-width: 2;
  }
  .beyond {
    stroke-dasharray: 5 4;
  }
  .before {
    fill: none;
    stroke: var(--text-quiet);
    stroke-dasharray: 1 3;
  }
  .hatch {
    stroke: var(--colour);
    stroke-opacity: 0.45;
  }
  .error {
    stroke: var(--colour);
    stroke-width: 1.5;
  }
  .reading {
    cursor: pointer;
    outline: none;
  }
  .reading .target {
    fill: transparent;
  }
  .reading .dot {
    fill: var(--colour);
    stroke: var(--colour);
    stroke-width: 2;
  }
  .reading.part .dot {
    fill: color-mix(in srgb, var(--colour) 35%, var(--ground));
  }
  .reading.out .dot {
    fill: var(--ground);
    stroke: var(--text-quiet);
  }
  .out .error,
  .out .cross {
    stroke: var(--text-quiet);
  }
  .reading:hover .target,
  .reading:focus-visible .target {
    stroke: var(--accent);
    stroke-width: 2;
  }
  .band {
    fill: var(--rule);
    opacity: 0.5;
  }
  .bar {
    stroke: var(--colour);
    stroke-width: 3;
  }
  .bar.out {
    stroke: var(--text-quiet);
    stroke-width: 1;
  }
  .share {
    fill: var(--text);
  }
`;
