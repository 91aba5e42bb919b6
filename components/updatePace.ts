/** When a page draws anew: with the next frame, however many events a drag sends; at once after an edit by itself, since the next edit starts from what the fields then hold. */
export class UpdatePace {
  #isHurried = false;
  #go = () => {};

  /** Resolves when it is time to draw. */
  async turn(): Promise<void> {
    if (!this.#isHurried)
      await new Promise<void>((resolve) => {
        this.#go = resolve;
        requestAnimationFrame(() => resolve());
      });
    this.#isHurried = false;
  }

  /** Draws without waiting for the frame. */
  hurry(): void {
    this.#isHurried = true;
    this.#go();
  }
}
