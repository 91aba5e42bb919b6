/** What one device holds: every buffer made through `Gpu` and every texture of the views, by label, with the largest sum seen. */
export class Ledger {
  readonly #live = new Map<Resource, { readonly label: string; readonly bytes: number }>();
  #bytes = 0;
  #peakBytes = 0;

  add(resource: Resource, label: string, bytes: number): void {
    this.#live.set(resource, { label, bytes });
    this.#bytes += bytes;
    this.#peakBytes = Math.max(this.#peakBytes, this.#bytes);
  }

  remove(resource: Resource): void {
    const entry = this.#live.get(resource);
    if (!entry) return;
    this.#live.delete(resource);
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

type Resource = GPUBuffer | GPUTexture;
