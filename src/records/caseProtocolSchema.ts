import * as v from "valibot";
import { path } from "./scanSchema";
import { positive, text } from "./schemaParts";
import { criterionChanges } from "./whatIfSchema";

/** Which protocol a case follows, and what it puts in place of its values. */
export const caseProtocolSchema = v.strictObject({
  name: v.exactOptional(
    text("A protocol of the program. Without any doses are calculated and no limit is held."),
  ),
  file: v.exactOptional(
    v.pipe(
      path,
      v.description("In its place: a protocol file (gyre.protocol/1), relative to the case file."),
    ),
  ),
  own: v.exactOptional(
    v.pipe(
      v.looseObject({}),
      v.description("In its place: what such a file would hold, by protocol.schema.json."),
    ),
  ),
  limits: v.exactOptional(
    v.pipe(
      v.record(v.string(), positive("The value, in the unit of the limit.")),
      v.description("Values that replace those of the protocol, by limit id."),
    ),
  ),
  criteria: v.exactOptional(
    v.pipe(
      criterionChanges,
      v.description("What differs from the protocol in single limits and goals, by their id."),
    ),
  ),
  cycles: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  weeksBetweenCycles: v.exactOptional(positive("Weeks.")),
  standardActivityGBq: v.exactOptional(positive("Per cycle.")),
});
