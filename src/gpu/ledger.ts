/** What one device holds: every buffer made through `Gpu`, by label, with the largest sum seen. */
export class Ledger {
  readonly #live = new Map<GPUBuffer, { readonly label: string; readonly bytes: number }>();
  #bytes = 0;
  #peakBytes = 0;

  add(buffer: GPUBuffer, label: string, bytes: number): void {
    this.#live.set(buffer, { label, bytes });
    this.#bytes += bytes;
    this.#peakBytes = Math.max(this.#peakBytes, this.#bytes);
  }

  remove(buffer: GPUBuffer): void {
    const entry = this.#live.get(buffer);
    if (!entry) return;
    this.#live.delete(buffer);
    this.#bytes -= entry.bytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get peakBytes(): number {
    return this.#peakBytes;
  }

  /** Labels of everything alive, for the test that a finished run leaves nothing behind. */
  get labels(): readonly string[] {
    return [...this.#live.values()].map(({ label }) => label);
  }

  resetPeak(): void {
    this.#peakBytes = this.#bytes;
  }
}
