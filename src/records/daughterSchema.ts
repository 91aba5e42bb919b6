import * as v from "valibot";

const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));

/** Where daughters of an alpha emitter go, by their names, as a file has it (`DaughterFates`). */
export const daughtersSchema = v.record(
  v.pipe(v.string(), v.nonEmpty()),
  v.strictObject({
    stayingShare: v.exactOptional(
      v.pipe(
        v.number(),
        v.minValue(0),
        v.maxValue(1),
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
    source: v.exactOptional(v.pipe(v.string(), v.description("Where the figures were read."))),
  }),
);
