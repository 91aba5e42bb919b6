import { expect, test } from "vitest";
import { limitBudgets, structuresSoFar } from "../../src/planning/courseSoFar";
import {
  type CourseErrors,
  cumulativeUncertainty,
  nextActivityInterval,
} from "../../src/planning/courseUncertainty";
import { limitOf, organ } from "../support/planning";

const kidney = organ("kidney", [0.4, 0.6]);
const BED = { kind: "bed", of: "meanDose", alphaBetaGy: 2.6, repairHalfLifeH: 2.8 } as const;
const cycle = (meanGyPerGBq: number, effectiveHalfLifeH: number) => ({
  activityGBq: 7.4,
  structures: [{ structureId: "kidney", meanGyPerGBq, effectiveHalfLifeH }],
});
/** The second cycle washes out twice as fast: half the dose per GBq. */
const HALVED = [cycle(0.5, 51), cycle(0.25, 25.5)];
const bed = (gy: number, halfLifeH: number) => gy * (1 + ((2.8 / (2.8 + halfLifeH)) * gy) / 2.6);

test("a cycle of half the half-life delivers half, and its BED is that of its own kinetics", () => {
  const [first] = structuresSoFar([kidney], HALVED, [limitOf(40, { metric: BED })]);

  expect(first!.deliveredGy).toBeCloseTo(7.4 * 0.75, 12);
  expect(first!.ratio).toBeCloseTo(0.75, 12);
  expect(first!.bed!.gy).toBeCloseTo(bed(3.7, 51) + bed(1.85, 25.5), 12);
});

test("a limit keeps what the cycles left of it, and says what the schedule makes of the rest", () => {
  const [mean, perCycle] = limitBudgets({
    predicted: [kidney],
    given: HALVED,
    remainingCycles: 2,
    plannedGBq: 7.4,
    limits: [limitOf(23), limitOf(6, { id: "once", per: "cycle" })],
  });

  expect(mean!.shareUsed).toBeCloseTo(5.55 / 23, 12);
  expect(mean!.remaining).toBeCloseTo(23 - 5.55, 12);
  expect(mean!.shareAtPlanned).toBeCloseTo((5.55 + 2 * 1.85) / 23, 12);
  expect(perCycle!.used).toBeCloseTo(3.7, 12);
  expect(perCycle!.remaining).toBe(6);
  expect(perCycle!.shareAtPlanned).toBeCloseTo(1.85 / 6, 12);
});

const errors = (calibration: number, own: number): CourseErrors => ({
  predicted: { kidney: { calibration, own } },
  given: [{ kidney: { calibration, own } }, { kidney: { calibration, own } }],
});

test("over equal cycles the calibration error stays, the rest falls with the root of their number", () => {
  const equal = [cycle(0.5, 51), cycle(0.5, 51)];

  expect(cumulativeUncertainty(kidney, equal, errors(0.05, 0))).toBeCloseTo(0.05, 12);
  expect(cumulativeUncertainty(kidney, equal, errors(0, 0.1))).toBeCloseTo(0.1 / Math.SQRT2, 12);
  expect(cumulativeUncertainty(kidney, equal, errors(0.05, 0.1))).toBeCloseTo(
    Math.sqrt(0.05 ** 2 + 0.005),
    12,
  );
});

test("cycles that only the prediction tells share its error", () => {
  const typed = { activityGBq: 7.4, structures: [] };

  expect(cumulativeUncertainty(kidney, [typed, typed], errors(0, 0.1))).toBeCloseTo(0.1, 12);
});

test("a calibration error moves the given and the coming cycles together: A = L/(k d) − ΣA", () => {
  const asked = {
    predicted: [kidney],
    given: [cycle(0.5, 51), cycle(0.5, 51)],
    remainingCycles: 1,
    limits: [limitOf(23)],
  };

  const [low, high] = nextActivityInterval(asked, errors(0.05, 0))!;

  const half = 1.96 * (23 / 0.5) * Math.sinh(0.05);
  expect(low).toBeCloseTo(46 - 14.8 - half, 9);
  expect(high).toBeCloseTo(46 - 14.8 + half, 9);
});

test("the own error of the last measurement moves its cycle and the coming one, that of the first its cycle alone", () => {
  const asked = {
    predicted: [kidney],
    given: [cycle(0.5, 51), cycle(0.5, 51)],
    remainingCycles: 1,
    limits: [limitOf(23)],
  };

  const [low, high] = nextActivityInterval(asked, errors(0, 0.1))!;

  const first = 7.4 * Math.sinh(0.1);
  const last = (46 - 7.4) * Math.sinh(0.1);
  expect((high - low) / 2).toBeCloseTo(1.96 * Math.hypot(first, last), 9);
});

test("an error of what blood and probe gave moves given and coming cycles together", () => {
  const limit = limitOf(2, { metric: { kind: "bloodDose" }, organ: { tissue: "blood" } } as never);
  const asked = {
    predicted: [],
    measured: { bloodGyPerGBq: 0.1 },
    given: [{ activityGBq: 7.4, structures: [] }],
    remainingCycles: 1,
    limits: [limit],
  };
  const measured = {
    inputs: [{ name: "curve of blood" }],
    targets: [
      {
        id: "blood",
        parts: [{ share: 1, errors: [{ input: 0, logSpread: 0.02 }], byImages: false }],
      },
    ],
  };

  const [low, high] = nextActivityInterval(asked, errors(0, 0), 0, measured)!;

  // A = 2/D − 7.4 moves by 2/D a relative error of D.
  expect((high + low) / 2).toBeCloseTo(2 / 0.1 - 7.4, 6);
  expect((high - low) / 2).toBeCloseTo(1.96 * (2 / 0.1) * Math.sinh(0.02), 6);
});
