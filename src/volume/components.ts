import type { Triple } from "./grid";

/** Voxels that hang together by their faces, as indices into the lattice; the largest component first. */
export function componentsOf(
  inside: (index: number) => boolean,
  [nx, ny, nz]: Triple,
): Int32Array<ArrayBuffer>[] {
  const count = nx * ny * nz;
  const seen = new Uint8Array(count);
  const queue = new Int32Array(count);
  const components: Int32Array<ArrayBuffer>[] = [];
  for (let seed = 0; seed < count; seed++) {
    if (seen[seed] || !inside(seed)) continue;
    let [head, tail] = [0, 0];
    const visit = (index: number) => {
      if (seen[index] || !inside(index)) return;
      seen[index] = 1;
      queue[tail++] = index;
    };
    visit(seed);
    while (head < tail) {
      const at = queue[head++]!;
      const i = at % nx;
      const j = Math.floor(at / nx) % ny;
      const k = Math.floor(at / (nx * ny));
      if (i > 0) visit(at - 1);
      if (i < nx - 1) visit(at + 1);
      if (j > 0) visit(at - nx);
      if (j < ny - 1) visit(at + nx);
      if (k > 0) visit(at - nx * ny);
      if (k < nz - 1) visit(at + nx * ny);
    }
    components.push(queue.slice(0, tail));
  }
  return components.sort((a, b) => b.length - a.length);
}
