/** Results of the transport of one kind of particle in water, as `npm run kernels` writes them. */
export interface KernelTable {
  /** How they were made: numbers of histories, step lengths, seed. */
  readonly made: Readonly<Record<string, number>>;
  /** SHA-256 of the rows as JSON. */
  readonly digest: string;
  readonly rows: readonly KernelRow[];
}

export interface KernelRow {
  readonly energyMeV: number;
  /** Share of the energy that the shells leave out: radiated by electrons, first transfer of photons. */
  readonly apart: number;
  /** Share of the energy in each shell in parts per million, from the inside out. */
  readonly perMillion: string;
}

/** Shares of the energy within each edge, from 0 at the source on, scaled to end at one. */
export function cumulativeShares({ perMillion }: KernelRow): Float64Array {
  const shares = perMillion.split(" ").map(Number);
  const cumulative = new Float64Array(shares.length + 1);
  shares.forEach((share, i) => {
    cumulative[i + 1] = cumulative[i]! + share;
  });
  const total = cumulative.at(-1)!;
  return cumulative.map((sum) => sum / total);
}
