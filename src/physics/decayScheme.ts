import { atomicNumber, symbolOf } from "./elements";
import type { Nuclide } from "./nuclide";
import { nuclide } from "./nuclides";

/** A parent with all that it decays to, as a picture draws it: alphas go two places to the left, electrons one to the right. */
export interface DecayScheme {
  readonly nodes: readonly SchemeNode[];
  readonly arrows: readonly SchemeArrow[];
}

export interface SchemeNode {
  readonly name: string;
  readonly z: number;
  /** 0 for the parent; below everything that decays to it. */
  readonly row: number;
  /** Undefined for an end of the chain: stable, or not followed further. */
  readonly halfLifeS: number | undefined;
}

export interface SchemeArrow {
  readonly from: string;
  readonly to: string;
  readonly mode: DecayMode;
  /** Share of the decays of `from`. */
  readonly share: number;
}

export type DecayMode = "α" | "β−" | "β+, EC" | "IT";

/**
 * The scheme of a nuclide: its followed daughters with their branchings, and for the rest of the decays the ends that
 * the particles of the tables lead to. What is neither alpha nor beta decay is a transition in an isomer and electron
 * capture in a ground state.
 */
export function decayScheme(parent: Nuclide): DecayScheme {
  const arrows: SchemeArrow[] = [];
  const seen = new Set<string>();
  const visit = (at: Nuclide) => {
    if (seen.has(at.name)) return;
    seen.add(at.name);
    arrows.push(...arrowsFrom(at));
    for (const { name } of at.daughters) visit(nuclide(name));
  };
  visit(parent);
  const rows = rowsOf(parent.name, arrows);
  const nodes = [...rows].map(([name, row]) => {
    const facts = seen.has(name) ? nuclide(name) : undefined;
    return { name, row, z: atomicNumber(name.split("-")[0]!), halfLifeS: facts?.halfLifeS };
  });
  return { nodes, arrows };
}

/** To the daughters that are followed and, by the particles left over, to those that are not. */
function arrowsFrom(from: Nuclide): SchemeArrow[] {
  const followed = from.daughters.map(({ name, branching }) => {
    const to = nuclide(name);
    return { from: from.name, to: name, mode: modeBetween(from, to), share: branching };
  });
  return [...followed, ...endsOf(from, followed)];
}

/** Intensities of the tables add up to one within this; of alphas they list the strong lines. */
const ROUNDING = 0.03;
const WEAK_ALPHAS = 0.08;
const SMALLEST_REST = 0.002;

function endsOf(from: Nuclide, followed: readonly SchemeArrow[]): SchemeArrow[] {
  const ends: SchemeArrow[] = [];
  let rest = 1 - followed.reduce((sum, { share }) => sum + share, 0);
  const take = (mode: DecayMode, share: number, rounding: number) => {
    if (followed.some((arrow) => arrow.mode === mode) || rest < SMALLEST_REST || share === 0)
      return;
    const taken = rest - share < rounding ? rest : share;
    ends.push(endArrow(from, mode, taken));
    rest -= taken;
  };
  take("β−", intensity(from.betas.filter(({ charge }) => charge < 0)), ROUNDING);
  take("α", intensity(from.alphas), WEAK_ALPHAS);
  take(from.name.endsWith("m") ? "IT" : "β+, EC", rest, 0);
  return ends;
}

const intensity = (lines: readonly { readonly perDecay: number }[]) =>
  lines.reduce((sum, { perDecay }) => sum + perDecay, 0);

function modeBetween(from: Nuclide, to: Nuclide): DecayMode {
  if (from.massNumber - to.massNumber === 4) return "α";
  if (to.z === from.z) return "IT";
  return to.z > from.z ? "β−" : "β+, EC";
}

function endArrow(from: Nuclide, mode: DecayMode, share: number): SchemeArrow {
  const z = from.z + { α: -2, "β−": 1, "β+, EC": -1, IT: 0 }[mode];
  const to = `${symbolOf(z)}-${from.massNumber - (mode === "α" ? 4 : 0)}`;
  return { from: from.name, to, mode, share };
}

/** Each nuclide one row below the lowest of those that decay to it. */
function rowsOf(parent: string, arrows: readonly SchemeArrow[]): Map<string, number> {
  const rows = new Map([[parent, 0]]);
  for (let moved = true; moved; ) {
    moved = false;
    for (const { from, to } of arrows) {
      const above = rows.get(from);
      if (above === undefined || (rows.get(to) ?? 0) > above) continue;
      rows.set(to, above + 1);
      moved = true;
    }
  }
  return rows;
}
