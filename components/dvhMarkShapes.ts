import type uPlot from "uplot";
import type { DvhMark } from "./dvhMarks";

/** How marks are drawn: Gy for 1 on the dose axis, colours by structure, and that of marks that are not met. */
export interface MarkLook {
  readonly gyPerUnit: number;
  readonly colours: ReadonlyMap<string, string>;
  readonly unmet: string;
}

/** Draws a triangle a mark: at its dose and volume, along the top where it has no volume; filled where it is not met. */
export function drawMarks(
  plot: uPlot,
  marks: readonly DvhMark[],
  { gyPerUnit, colours, unmet }: MarkLook,
): void {
  const { ctx, bbox } = plot;
  const size = 5 * devicePixelRatio;
  ctx.save();
  for (const { structureId, doseGy, volumePercent, met } of marks) {
    const x = plot.valToPos(doseGy / gyPerUnit, "x", true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    const y =
      volumePercent === undefined ? bbox.top + size : plot.valToPos(volumePercent, "y", true);
    ctx.beginPath();
    ctx.moveTo(x - size, y - size);
    ctx.lineTo(x + size, y - size);
    ctx.lineTo(x, y + size);
    ctx.closePath();
    ctx.lineWidth = 1.5 * devicePixelRatio;
    ctx.strokeStyle = met ? (colours.get(structureId) ?? "#888888") : unmet;
    ctx.fillStyle = ctx.strokeStyle;
    ctx.stroke();
    if (!met) ctx.fill();
  }
  ctx.restore();
}
