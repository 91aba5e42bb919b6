/** A label that is centred on `x` where there is room, px. */
export interface Label {
  readonly x: number;
  readonly width: number;
}

export interface PlacedLabel {
  readonly left: number;
  /** 0 for the row beside the track. */
  readonly row: number;
}

/** Places labels in as few rows as keep them apart and inside `0..trackWidth`; the first ones come nearest to the track. */
export function labelRows(labels: readonly Label[], trackWidth: number, gap = 8): PlacedLabel[] {
  const rows: { readonly from: number; readonly to: number }[][] = [];
  return labels.map(({ x, width }) => {
    const left = Math.max(0, Math.min(x - width / 2, trackWidth - width));
    const free = rows.findIndex((row) =>
      row.every(({ from, to }) => left >= to + gap || left + width + gap <= from),
    );
    const row = free < 0 ? rows.length : free;
    rows[row] ??= [];
    rows[row].push({ from: left, to: left + width });
    return { left, row };
  });
}
