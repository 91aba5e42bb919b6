import { html, svg, type TemplateResult } from "lit";
import type { Readout } from "../src/gpu/slice/readout";
import { type Plane, type PlaneAxes, sideLetter } from "../src/gpu/slice/slicePlane";
import type { Triple } from "../src/volume/grid";
import { threeFigures } from "./format";

/** Letters of the patient's sides at the four edges. */
export function edgeLetters({ right, down }: PlaneAxes): TemplateResult {
  const back = (d: Triple): Triple => [-d[0], -d[1], -d[2]];
  return html`
    <span class="letter left">${sideLetter(back(right))}</span>
    <span class="letter right">${sideLetter(right)}</span>
    <span class="letter top">${sideLetter(back(down))}</span>
    <span class="letter bottom">${sideLetter(down)}</span>
  `;
}

/** Two hairlines through (x, y) with a gap in the middle, so that the point itself stays visible. */
export function crosshairLines(x: number, y: number): TemplateResult {
  const px = Math.round(x) + 0.5;
  const py = Math.round(y) + 0.5;
  return html`<svg class="crosshair" aria-hidden="true">${svg`
    <line x1="0" y1=${py} x2=${px - GAP} y2=${py} /><line x1=${px + GAP} y1=${py} x2="100%" y2=${py} />
    <line x1=${px} y1="0" x2=${px} y2=${py - GAP} /><line x1=${px} y1=${py + GAP} x2=${px} y2="100%" />`}</svg>`;
}

/** A bar of a round length near a fifth of the picture's width. */
export function scaleBar(mmPerPixel: number, widthPx: number): TemplateResult {
  const lengthMm = roundLength((mmPerPixel * widthPx) / 5);
  const text = lengthMm >= 10 ? `${lengthMm / 10} cm` : `${lengthMm} mm`;
  return html`<span class="scale"
    ><span class="bar" style="width:${(lengthMm / mmPerPixel).toFixed(1)}px"></span>${text}</span
  >`;
}

/** The largest of 1, 2, 5 × 10ⁿ that is not above `mm`. */
export function roundLength(mm: number): number {
  const decade = 10 ** Math.floor(Math.log10(mm));
  const step = [5, 2, 1].find((s) => s * decade <= mm * (1 + 1e-9)) ?? 1;
  return step * decade;
}

/** "Axial · z 150.0 mm" */
export const positionText = (plane: Plane, normalAxis: 0 | 1 | 2, pointMm: Triple): string =>
  `${PLANE_NAMES[plane]} · ${"xyz"[normalAxis]} ${signed(pointMm[normalAxis])} mm`;

export const PLANE_NAMES: Readonly<Record<Plane, string>> = {
  axial: "Axial",
  coronal: "Coronal",
  sagittal: "Sagittal",
};

/** The values under a point, each with its unit; what is not there is left out. */
export function readoutTexts({
  hounsfield,
  activityBqPerMl,
  doseGy,
  differenceGy,
  map,
}: Readout): readonly string[] {
  return [
    ...(hounsfield === undefined ? [] : [`${signed(hounsfield, 0)} HU`]),
    ...(activityBqPerMl === undefined ? [] : [concentration(activityBqPerMl)]),
    ...(doseGy === undefined ? [] : [`${threeFigures(doseGy)} Gy`]),
    ...(differenceGy === undefined ? [] : [differenceText(differenceGy)]),
    ...(map === undefined ? [] : [mapText(map)]),
  ];
}

/** "difference +0.31 Gy" */
const differenceText = (gy: number) =>
  `difference ${gy < 0 ? "−" : "+"}${threeFigures(Math.abs(gy))} Gy`;

/** Of the voxel itself, which is not interpolated: "voxel 52.1 h", or the name of a class. */
function mapText({ value, unit, names }: NonNullable<Readout["map"]>): string {
  if (value === undefined) return "voxel without a number";
  return names ? (names[value] ?? "") : `voxel ${threeFigures(value)} ${unit}`;
}

function concentration(bqPerMl: number): string {
  const size = Math.abs(bqPerMl);
  if (size >= 999_500) return `${threeFigures(bqPerMl / 1e6)} MBq/mL`;
  if (size >= 999.5) return `${threeFigures(bqPerMl / 1e3)} kBq/mL`;
  return `${threeFigures(bqPerMl)} Bq/mL`;
}

/** With a true minus sign, and no minus before a zero. */
const signed = (x: number, decimals = 1) => {
  const text = Math.abs(x).toFixed(decimals);
  return x < 0 && Number(text) !== 0 ? `−${text}` : text;
};

const GAP = 9;
