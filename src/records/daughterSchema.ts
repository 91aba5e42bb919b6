import * as v from "valibot";

const share = (description: string) =>
  v.pipe(v.number(), v.minValue(0), v.maxValue(1), v.description(description));
const positive = (description: string) =>
  v.pipe(v.number(), v.finite(), v.gtValue(0), v.description(description));

const regionFate = v.strictObject({
  stayingShare: v.exactOptional(
    share("In place of that of all regions; a measured activity goes before."),
  ),
  measured: v.exactOptional(
    v.pipe(
      v.strictObject({
        activityMBq: v.pipe(v.number(), v.finite(), v.minValue(0)),
        atH: positive("After administration of the parent, h."),
        administeredMBq: positive("Of the parent, for this measurement."),
      }),
      v.description(
        "Activity of the daughter in the region, which fixes the share that stays; where the rest goes to this region, the share that stays in the others.",
      ),
    ),
  ),
});

/** Where daughters of an alpha emitter go, by their names, as a file has it (`DaughterFates`). */
export const daughtersSchema = v.record(
  v.pipe(v.string(), v.nonEmpty()),
  v.strictObject({
    stayingShare: v.exactOptional(
      share("Share of its nuclei that stay where they are formed; 1 without it."),
    ),
    restTo: v.exactOptional(
      v.pipe(
        v.string(),
        v.description(
          "Source region in which the rest decays: a structure's id, or remainder. Without it the rest is excreted.",
        ),
      ),
    ),
    biologicalHalfLifeH: v.exactOptional(
      positive("Half-life with which what stays is cleared, beside its decay, h."),
    ),
    regions: v.exactOptional(
      v.pipe(
        v.record(v.pipe(v.string(), v.nonEmpty()), regionFate),
        v.description("What differs in single source regions, by structure id, or remainder."),
      ),
    ),
    source: v.exactOptional(v.pipe(v.string(), v.description("Where the figures were read."))),
  }),
);
