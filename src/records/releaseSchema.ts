import * as v from "valibot";
import { positive } from "./schemaParts";

const share = (meaning: string) =>
  v.pipe(v.number(), v.minValue(0), v.maxValue(1), v.description(meaning));

/** When a patient is to leave, and below what (`ReleaseWish`). */
export const releaseSchema = v.strictObject({
  stayH: v.pipe(
    v.number(),
    v.finite(),
    v.minValue(0),
    v.description("Hours after the administration at which the patient is to leave."),
  ),
  limitMBq: v.exactOptional(positive("Activity that may be left then.")),
  limitMicroSvPerH: v.exactOptional(positive("Dose rate at 1 m that may be left then, µSv/h.")),
  limitMilliSv: v.exactOptional(
    positive(
      "Dose that someone at 1 m may get from then on, mSv, there for `occupancy` of the time.",
    ),
  ),
  occupancy: v.exactOptional(
    share("Share of the time that someone is at 1 m; a quarter without it."),
  ),
  limitSource: v.exactOptional(v.pipe(v.string(), v.description("Where the limits were read."))),
  transmission: share("Share of the photons that leaves the body."),
});
