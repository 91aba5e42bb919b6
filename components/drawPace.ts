/** What the time of the pace comes from; replaced in tests. */
export interface Clock {
  readonly now: () => number;
  readonly nextFrame: (run: () => void) => void;
  readonly after: (ms: number, run: () => void) => void;
}

const browserClock: Clock = {
  now: () => performance.now(),
  nextFrame: (run) => void requestAnimationFrame(run),
  after: (ms, run) => void setTimeout(run, ms),
};

/** Pictures of a moving hand should follow within this, all views together. */
const BUDGET_MS = 30;
/** Coarsest draft: a quarter of the pixels along each side. */
const COARSEST = 0.25;
/** So long after the last change the full picture is painted. */
const REST_MS = 160;

/**
 * Keeps a picture up with the hand. One is painted at a time; on a slow graphics device those in between are drafts with fewer pixels, and the full one
 * follows as soon as nothing changes any more.
 */
export class DrawPace {
  #scale = 1;
  #wanted = false;
  #busy = false;
  #changes = 0;
  #stopped = false;

  /** `paint` draws with `scale` times the pixels along each side and resolves when they are on the screen. */
  constructor(
    readonly paint: (scale: number) => Promise<void>,
    readonly clock: Clock = browserClock,
  ) {}

  /** Something changed: paint again with the next frame. */
  request(): void {
    this.#changes += 1;
    this.#wanted = true;
    this.#next();
  }

  stop(): void {
    this.#stopped = true;
  }

  #next(): void {
    if (this.#busy || this.#stopped) return;
    this.#busy = true;
    this.clock.nextFrame(() => void this.#paint(this.#scale));
  }

  async #paint(scale: number): Promise<void> {
    if (this.#stopped) return;
    this.#wanted = false;
    const changes = this.#changes;
    const start = this.clock.now();
    await this.paint(scale);
    const fullMs = (this.clock.now() - start) / scale ** 2;
    this.#scale = draftScale(fullMs);
    this.#busy = false;
    if (this.#wanted) this.#next();
    else if (scale < 1) this.clock.after(REST_MS, () => this.#sharpen(changes));
  }

  #sharpen(changes: number): void {
    if (this.#changes !== changes || this.#busy || this.#stopped) return;
    this.#busy = true;
    this.clock.nextFrame(() => void this.#paint(1));
  }
}

/** The share of the pixels along a side that fits the budget, in steps that the eye does not see flicker. */
function draftScale(fullMs: number): number {
  const fits = Math.sqrt(BUDGET_MS / Math.max(fullMs, 1e-3));
  if (fits >= 1) return 1;
  return Math.max(COARSEST, Math.floor(8 * fits) / 8);
}
