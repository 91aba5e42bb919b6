import type { Nuclide } from "./nuclide";
import { nuclide } from "./nuclides";
import { HOUR_S } from "./units";

/** A nuclide among what a parent decays to. */
export interface ChainMember {
  readonly nuclide: Nuclide;
  /** Decays of this nuclide per decay of the parent once all has decayed, nothing being excreted: 1 for the parent. */
  readonly decaysPerDecay: number;
  /**
   * True when it decays where the parent did, for all that matters: it and all between it and the parent have
   * half-lives of at most 12 h. The activity of any other member is a quantity of its own: Ra-223 grown in Th-227,
   * Lu-177 in Lu-177m.
   */
  readonly followsParent: boolean;
}

/**
 * The parent and all its radioactive descendants that the program follows, each once and after all that decay to it:
 * branches that meet again are added up.
 *
 * @param staying Share of a daughter's nuclei that count, by name; 1 unless given. What is lost of a daughter is lost
 *   of its own daughters.
 */
export function decayChain(
  parent: Nuclide,
  staying: Readonly<Record<string, number>> = {},
): ChainMember[] {
  const members = new Map<string, ChainMember>();
  const visit = (at: ChainMember) => {
    const known = members.get(at.nuclide.name);
    const decaysPerDecay = at.decaysPerDecay + (known?.decaysPerDecay ?? 0);
    // Met again by another branch: it, and with it its own daughters, move behind that branch.
    members.delete(at.nuclide.name);
    members.set(at.nuclide.name, { ...(known ?? at), decaysPerDecay });
    for (const { name, branching } of at.nuclide.daughters) {
      const daughter = nuclide(name);
      visit({
        nuclide: daughter,
        decaysPerDecay: at.decaysPerDecay * branching * (staying[name] ?? 1),
        followsParent: at.followsParent && daughter.halfLifeS <= SHORT_LIVED_S,
      });
    }
  };
  visit({ nuclide: parent, decaysPerDecay: 1, followsParent: true });
  return [...members.values()];
}

const SHORT_LIVED_S = 12 * HOUR_S;
