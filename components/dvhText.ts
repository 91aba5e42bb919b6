import { html } from "lit";
import type { Dvh } from "../src/dosimetry/dvh";
import { doseAtVolumePercent } from "../src/dosimetry/dvhMetrics";
import { readableName } from "../src/volume/readableName";
import { threeFigures } from "./format";

/** What turns curves per GBq into doses: the activity, and the unit of these. */
interface DoseScale {
  readonly activityGBq: number;
  readonly unit: "Gy" | "Gy(RBE)";
}

/** Curves as the chart shows them. */
export interface ShownDvhs extends DoseScale {
  readonly dvhs: readonly Dvh[];
  readonly dashed: readonly Dvh[];
  readonly dashedName: string;
  /** Of which cycles the doses are. */
  readonly cycles: string;
}

const doseText = (gyPerGBq: number, { activityGBq, unit }: DoseScale) =>
  `${threeFigures(gyPerGBq * activityGBq)} ${unit}`;

/** Mean, D2, D50 and D98 of one structure. */
export function dvhFigures(dvh: Dvh, scale: DoseScale) {
  const atPercent = (percent: number) => doseText(doseAtVolumePercent(dvh, percent), scale);
  return html`<b>${readableName(dvh.name)}</b>: mean ${doseText(dvh.meanGy, scale)}, D2
    ${atPercent(2)}, D50 ${atPercent(50)}, D98 ${atPercent(98)}`;
}

/** The chart in words, for those who do not see it. */
export function dvhDescription(shown: ShownDvhs): string {
  const meansOf = (dvhs: readonly Dvh[]) =>
    dvhs.map(({ name, meanGy }) => `${readableName(name)} mean ${doseText(meanGy, shown)}`);
  const { dashedName, cycles } = shown;
  const dashed = meansOf(shown.dashed);
  const compared = dashed.length > 0 ? `; dashed, ${dashedName}: ${dashed.join(", ")}` : "";
  return `Cumulative dose-volume histograms, ${cycles}: ${meansOf(shown.dvhs).join(", ")}${compared}`;
}
