/** A label of a place on a track, px. */
export interface Label {
  readonly x: number;
  readonly width: number;
}

export interface PlacedLabel {
  readonly left: number;
  /** 0 for the row beside the track. */
  readonly row: number;
}

interface Placed extends PlacedLabel, Label {}

const GAP = 6;

/**
 * Places labels beside their ticks in rows beside a track, as near to it as keeps them apart and lets no tick, which is drawn on to the
 * label's row, run through another label. Labels stand left of their ticks, taken from the left, or right of them, taken from the right,
 * whichever gives fewer rows. Answers in the order of `labels`.
 */
export function labelRows(labels: readonly Label[], trackWidth: number): PlacedLabel[] {
  const rightwards = labels.map((_, i) => i).sort((a, b) => labels[a]!.x - labels[b]!.x);
  const leftOf = placeAll(labels, rightwards, trackWidth, ["left", "right"]);
  const rightOf = placeAll(labels, rightwards.reverse(), trackWidth, ["right", "left"]);
  return rowCount(rightOf) < rowCount(leftOf) ? rightOf : leftOf;
}

type Side = "left" | "right";

function placeAll(
  labels: readonly Label[],
  order: readonly number[],
  trackWidth: number,
  sides: readonly Side[],
): PlacedLabel[] {
  const placed: Placed[] = [];
  const answer: PlacedLabel[] = [];
  for (const i of order) {
    const place = placeOne(labels[i]!, placed, trackWidth, sides);
    placed.push(place);
    answer[i] = { left: place.left, row: place.row };
  }
  return answer;
}

/** The nearest free row, first on one side of the tick, then on the other; where all is blocked, a row beyond all others. */
function placeOne(
  label: Label,
  placed: readonly Placed[],
  trackWidth: number,
  sides: readonly Side[],
): Placed {
  const outermost = placed.length;
  for (const side of sides) {
    const left = side === "left" ? label.x - label.width - GAP / 2 : label.x + GAP / 2;
    if (left < 0 || left + label.width > trackWidth) continue;
    for (let row = 0; row <= outermost; row++) {
      const place = { ...label, left, row };
      if (placed.every((other) => isClear(place, other))) return place;
    }
  }
  const left = Math.max(0, Math.min(label.x - label.width / 2, trackWidth - label.width));
  return { ...label, left, row: outermost + 1 };
}

function isClear(a: Placed, b: Placed): boolean {
  if (a.row === b.row) return a.left >= b.left + b.width + GAP || a.left + a.width + GAP <= b.left;
  const [inner, outer] = a.row < b.row ? [a, b] : [b, a];
  return outer.x < inner.left - 1 || outer.x > inner.left + inner.width + 1;
}

const rowCount = (placed: readonly PlacedLabel[]) =>
  Math.max(0, ...placed.map(({ row }) => row + 1));
