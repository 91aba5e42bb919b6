import { css, unsafeCSS } from "lit";
import "./safeLanguage";
import uPlot from "uplot";
import uPlotCss from "uplot/dist/uPlot.min.css?inline";

/** The chart library's style, and ours over it; for the shadow root that holds a chart. */
export const chartStyles = [
  unsafeCSS(uPlotCss),
  css`
    .plot {
      position: relative;
      min-height: 0;
      min-width: 0;
      overflow: hidden;
    }
    .uplot {
      font-family: inherit;
      position: absolute;
      inset: 0;
    }
    .u-cursor-x,
    .u-cursor-y {
      border-color: var(--rule-strong);
    }
  `,
];

/** A uPlot chart that fills an element and follows its size. */
export class Chart {
  readonly plot: uPlot;
  readonly #observer: ResizeObserver;

  constructor(
    readonly host: HTMLElement,
    options: Omit<uPlot.Options, "width" | "height">,
    data: uPlot.AlignedData,
  ) {
    const size = () => ({
      width: Math.max(50, host.clientWidth),
      height: Math.max(50, host.clientHeight),
    });
    this.plot = new uPlot({ ...options, ...size() }, data, host);
    this.#observer = new ResizeObserver(() => this.plot.setSize(size()));
    this.#observer.observe(host);
  }

  dispose(): void {
    this.#observer.disconnect();
    this.plot.destroy();
  }
}

/** Axis in the page's colours; `label` names quantity and unit. */
export function axisOf(host: Element, label: string, size: number): uPlot.Axis {
  const quiet = () => property(host, "--text-quiet");
  const rule = () => property(host, "--rule");
  return {
    label,
    size,
    labelSize: 16,
    labelGap: 0,
    labelFont: FONT,
    font: FONT,
    gap: 4,
    stroke: quiet,
    grid: { stroke: rule, width: 1 },
    ticks: { stroke: rule, width: 1, size: 4 },
  };
}

const FONT = "11px system-ui, sans-serif";

/** Value of one of the theme's custom properties where `host` stands. */
export const property = (host: Element, name: string): string =>
  getComputedStyle(host).getPropertyValue(name).trim();

/** Round numbers from 0 to `end`, about `count` of them. */
export function roundTicks(from: number, to: number, count: number): number[] {
  const raw = (to - from) / count;
  const decade = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((s) => s * decade).find((s) => s >= raw) ?? raw;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(6)),
  );
}
