import type * as v from "valibot";
import { InputError } from "../inputError";
import { planarShunt } from "../planning/lungShunt";
import { matchesName } from "../planning/matchStructures";
import { LUNG } from "../planning/tissues";
import { forEachVoxel, type Mask, weightedSum } from "../volume/mask";
import { readableName } from "../volume/readableName";
import { resampleMask } from "../volume/resampleMask";
import type { EmissionScan, Structure } from "../volume/study";
import { type Volume, volume } from "../volume/volume";
import type { caseSpheresSchema } from "./spheresSchema";

/** How a case wants spheres given. */
export type CaseSpheres = v.InferOutput<typeof caseSpheresSchema>;

/** The lung shunt that a case states; undefined where it leaves it to the images. */
export const statedShunt = ({ lungShunt }: CaseSpheres): number | undefined =>
  lungShunt && ("planar" in lungShunt ? planarShunt(lungShunt.planar) : lungShunt.share);

/**
 * An image that holds all that was administered, with the activity shared out as the case wants it: among the territories, and between liver and lungs. All of it stays:
 * without lungs drawn the shunt leaves the image.
 *
 * @throws InputError where shares do not go with the territories, or the lungs drawn show nothing that could be scaled.
 */
export function asGiven(
  scan: EmissionScan,
  structures: readonly Structure[],
  spheres: CaseSpheres,
): { scan: EmissionScan; notes: string[] } {
  const shared = spheres.activityShares
    ? inShares(scan.activity, structures, spheres.activityShares)
    : { activity: scan.activity, notes: [] };
  const shunt = statedShunt(spheres);
  const shunted =
    shunt === undefined
      ? { activity: shared.activity, notes: [] }
      : withShunt(shared.activity, structures, shunt, "planar" in spheres.lungShunt!);
  return {
    scan: { ...scan, activity: shunted.activity },
    notes: [...shared.notes, ...shunted.notes],
  };
}

interface Given {
  readonly activity: Volume<"activityBqPerMl">;
  readonly notes: string[];
}

/** What the territories hold together with the tumours that they feed, shared out among them; what lies outside stays. */
function inShares(
  activity: Volume<"activityBqPerMl">,
  structures: readonly Structure[],
  shares: Readonly<Record<string, number>>,
): Given {
  const territories = structures.filter(({ role }) => role === "territory");
  const ids = territories.map(({ id }) => id);
  const sum = Object.values(shares).reduce((total, share) => total + share, 0);
  const isWhole = Object.keys(shares).sort().join() === [...ids].sort().join();
  if (!isWhole || Math.abs(sum - 1) > 1e-3)
    throw new InputError(
      `spheres.activityShares: expected a share of each territory (${ids.join(", ") || "none is drawn"}) that sum to 1, received ${JSON.stringify(shares)}`,
    );
  const tumours = structures.filter(({ role }) => role === "tumour");
  const onGrid = ({ mask }: Structure) => resampleMask(mask, activity.grid);
  const [liver, tumour] = [territories.map(onGrid), tumours.map(onGrid)];
  const inTumour = tumour.map((mask) => weightedSum(mask, activity.values));
  const partOf = (n: number, id: string) => tumours[n]!.fedBy?.[id] ?? 0;
  const held = ids.map((id, t) =>
    inTumour.reduce(
      (total, one, n) => total + partOf(n, id) * one,
      weightedSum(liver[t]!, activity.values),
    ),
  );
  const all = held.reduce((total, one) => total + one, 0);
  const dark = held.findIndex((one) => !(one > 0));
  if (dark >= 0)
    throw new InputError(
      `spheres.activityShares: expected activity in every territory, the image shows none in ${ids[dark]}`,
    );
  const factors = ids.map((id, t) => ((shares[id]! / sum) * all) / held[t]!);
  const ofTumours = tumours.map((_, n) =>
    ids.reduce((total, id, t) => total + partOf(n, id) * factors[t]!, 0),
  );
  const was = ids.map((_, t) => `${((100 * held[t]!) / all).toFixed(1)} %`);
  return {
    activity: scaled(activity, [...liver, ...tumour], [...factors, ...ofTumours], 1),
    notes: [
      `Activity injected: ${territories.map(({ id, name }, t) => `${readableName(name)} ${((100 * shares[id]!) / sum).toFixed(1)} % (image ${was[t]})`).join(", ")}.`,
    ],
  };
}

function withShunt(
  activity: Volume<"activityBqPerMl">,
  structures: readonly Structure[],
  shunt: number,
  isPlanar: boolean,
): Given {
  const masks = structures
    .filter(({ role, name }) => role === "organ" && matchesName(LUNG, name))
    .map(({ mask }) => resampleMask(mask, activity.grid));
  const all = activity.values.reduce((total, value) => total + value, 0);
  const inLungs = masks.reduce((total, mask) => total + weightedSum(mask, activity.values), 0);
  if (masks.length > 0 && shunt > 0 && !(inLungs > 0))
    throw new InputError(
      "spheres.lungShunt: the lungs drawn show no activity that could be scaled to it",
    );
  const from = isPlanar ? "planar counts" : "the case";
  const percent = (100 * shunt).toFixed(1);
  const note =
    masks.length > 0
      ? `Lung shunt ${percent} % by ${from}, in place of ${((100 * inLungs) / all).toFixed(1)} % of the image.`
      : `Lung shunt ${percent} % by ${from}: lungs are not drawn, so that their share is in no structure.`;
  return {
    activity: scaled(
      activity,
      masks,
      masks.map(() => (inLungs > 0 ? (shunt * all) / inLungs : 0)),
      ((1 - shunt) * all) / (all - inLungs),
    ),
    notes: [note],
  };
}

/** Every voxel times the factors of the regions that it is part of, and times `outside` for the rest of it. */
function scaled(
  { grid, values }: Volume<"activityBqPerMl">,
  masks: readonly Mask[],
  factors: readonly number[],
  outside: number,
): Volume<"activityBqPerMl"> {
  const factor = new Float32Array(values.length).fill(outside);
  for (const [m, mask] of masks.entries())
    forEachVoxel(mask, (at, share) => {
      factor[at]! += share * (factors[m]! - outside);
    });
  return volume(
    "activityBqPerMl",
    grid,
    values.map((value, v) => value * factor[v]!),
  );
}
