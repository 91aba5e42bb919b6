import type { Criterion } from "./limit";
import { RBE_DETERMINISTIC } from "./protocols/prostate";
import { type CriterionChange, criteriaUnder } from "./scenario";

/** Where the RBE of effects with a threshold was read. */
export const RBE_SOURCE =
  "deterministic effects, MIRD Pamphlet 22, J Nucl Med 51 (2010) 311; 3 to 5 in use";

/** One RBE of alphas for the limits and goals of a plan, as a page shows it. */
export interface CommonRbe {
  /** In force; undefined where the protocol has several. */
  readonly rbeAlpha: number | undefined;
  /** What the protocol has, each value once. */
  readonly ofProtocol: readonly number[];
  /** Where the protocol's value is from, as a sentence. */
  readonly source: string;
  /** Limits and goals that it weighs. */
  readonly weighed: number;
  /** Those with a value of their own, which stays. */
  readonly own: readonly {
    readonly id: string;
    readonly label: string;
    readonly rbeAlpha: number;
  }[];
}

/**
 * The RBE of a what-if for all limits and goals in which alphas are weighted; undefined where there are none.
 *
 * @param criteria As the protocol has them.
 */
export function commonRbe(
  criteria: readonly Criterion[],
  changes: Readonly<Record<string, CriterionChange>>,
  rbeAlpha: number | undefined,
): CommonRbe | undefined {
  const under = criteriaUnder(criteria, {}, rbeAlpha ?? RBE_DETERMINISTIC);
  const weighed = criteria.filter((_, c) => under[c]!.rbeAlpha !== undefined);
  if (weighed.length === 0) return undefined;
  const ofProtocol = [...new Set(weighed.map((criterion) => criterion.rbeAlpha ?? 1))];
  const own = weighed.flatMap(({ id, label }) => {
    const value = changes[id]?.rbeAlpha;
    return value === undefined ? [] : [{ id, label, rbeAlpha: value }];
  });
  const inForce = rbeAlpha ?? (ofProtocol.length === 1 ? ofProtocol[0] : undefined);
  const stated = [...new Set(weighed.map(({ source }) => source))].join("; ");
  const source =
    ofProtocol.length === 1 && ofProtocol[0] === RBE_DETERMINISTIC
      ? RBE_SOURCE
      : `as in the protocol (${stated})`;
  return { rbeAlpha: inForce, ofProtocol, source, weighed: weighed.length, own };
}
