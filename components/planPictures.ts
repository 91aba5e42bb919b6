import type { OpenPlan } from "../src/app/openPlan";
import type { PlanResult } from "../src/app/planResult";
import type { Display, WhatIf } from "../src/app/session";
import { smallVoiId, smallVoiStructures } from "../src/app/smallVoiStructures";
import type { SliceImages, SliceLook } from "../src/gpu/slice/sliceLook";
import { MOST_STRUCTURES } from "../src/gpu/slice/structureShapes";
import { type IsodoseScheme, isodoses } from "./isodoseColours";
import { memo } from "./memo";
import { structureColours } from "./structureColours";

/** What the views draw of a plan; each is made once, so that the views see what did not change. */
export function planPictures() {
  const coloursOnDark = memo(({ result }: OpenPlan) => structureColours(result.structures, "dark"));
  const isodosesOf = memo(isodoses);
  const brightestOf = memo(({ study }: OpenPlan) =>
    brightest(study.timePoints[study.reference]!.activity.values),
  );
  const structureLooks = memo(
    (plan: OpenPlan, hidden: ReadonlySet<string>): SliceLook["structures"] => {
      const colours = coloursOnDark(plan);
      const look = (id: string) => ({ colour: colours.get(id)!, visible: !hidden.has(id) });
      return Object.fromEntries(
        plan.result.structures.flatMap(({ id }) => [
          [id, look(id)],
          [smallVoiId(id), look(id)],
        ]),
      );
    },
  );
  return {
    /** The structures, and the small volumes of interest in them when they are asked for. */
    outlined: memo((result: PlanResult, smallVois: boolean) =>
      smallVois
        ? [...result.structures, ...smallVoiStructures(result)].slice(
            0,
            Math.max(MOST_STRUCTURES, result.structures.length),
          )
        : result.structures,
    ),
    images: memo(
      (
        { study }: OpenPlan,
        dose: PlanResult["doseGyPerGBq"],
        difference: SliceImages["difference"],
        map: SliceImages["map"],
        structures: SliceImages["structures"],
      ): SliceImages => {
        const reference = study.timePoints[study.reference]!;
        return {
          anatomy: reference.anatomy?.volume,
          emission: reference.activity,
          dose,
          difference,
          ...(map ? { map } : {}),
          structures,
        };
      },
    ),
    /** The activity is a uniform of the shader, so this is all that a drag of the slider costs the slices. */
    look: (
      plan: OpenPlan,
      chosen: SliceLook,
      scheme: IsodoseScheme,
      { activityGBq, isodosesGy }: Pick<WhatIf, "activityGBq" | "isodosesGy">,
      { hiddenStructures }: Display,
    ): SliceLook => ({
      ...chosen,
      activityGBq,
      isodoses: isodosesOf(isodosesGy, scheme),
      washFromGy: isodosesGy[0] ?? 0,
      emissionMaxBqPerMl: brightestOf(plan),
      structures: structureLooks(plan, hiddenStructures),
    }),
  };
}

/** The value that one voxel in two hundred exceeds: the hottest lesion does not darken the organs. */
function brightest(values: Float32Array): number {
  const most = values.reduce((max, value) => Math.max(max, value), 0);
  if (most === 0) return 1;
  const bins = new Uint32Array(1024);
  for (const value of values)
    if (value > 0) bins[Math.min(1023, Math.floor((value / most) * 1024))]! += 1;
  let above = 0;
  let bin = 1023;
  while (bin > 0 && above + bins[bin]! <= values.length / 200) above += bins[bin--]!;
  return ((bin + 1) / 1024) * most;
}
