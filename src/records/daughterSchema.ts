import * as v from "valibot";

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));

const regionFate = v.strictObject({
  stayingShare: v.exactOptional(
    v.pipe(
      share,
      v.description("In place of that of all regions; a measured activity goes before."),
    ),
  ),
  measured: v.exactOptional(
    v.pipe(
      v.strictObject({
        activityMBq: v.pipe(v.number(), v.finite(), v.minValue(0)),
        atH: v.pipe(positive, v.description("After administration of the parent, h.")),
        administeredMBq: v.pipe(positive, v.description("Of the parent, for this measurement.")),
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
      v.pipe(
        share,
        v.description("Share of its nuclei that stay where they are formed; 1 without it."),
      ),
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
      v.pipe(
        positive,
        v.description("Half-life with which what stays is cleared, beside its decay, h."),
      ),
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
