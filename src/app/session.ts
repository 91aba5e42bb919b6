import type { KineticChoice } from "../kinetics/kineticChoice";
import type { DaughterFates } from "../physics/daughterFate";
import type { EarlierDose } from "../planning/course";
import type { PatientFactors } from "../planning/limit";
import type { PatientData } from "../planning/patientData";
import type { Protocol } from "../planning/protocol";
import type { RegionChanges } from "../planning/regionChange";
import type { CriterionChange } from "../planning/scenario";
import type { CalculatedChange } from "./caseChange";
import type { CourseCycle } from "./courseCycle";
import type { DeliveredDoses } from "./deliveredDose";
import type { FoundStudy } from "./foundStudy";
import { IDLE, type Job } from "./job";
import type { OpenPlan } from "./openPlan";
import type { KineticChoices } from "./refit";
import type { KeptResult } from "./resultHistory";
import type { SavedScenario } from "./savedScenario";
import type { SphereWishes } from "./sphereWishes";

/** What the user changes after the calculation: nothing here needs a new one. */
export interface WhatIf {
  /** Activity over all cycles, GBq. */
  readonly activityGBq: number;
  readonly cycles: number;
  /** Time between cycles; undefined where the protocol has none. It is far longer than repair, so it changes no dose. */
  readonly weeksBetweenCycles: number | undefined;
  /** Another protocol of the calculated nuclide; undefined: that of the calculation. */
  readonly protocol: Protocol | undefined;
  /** Models and readings by source region, where they differ from the calculation; the next apply on top. */
  readonly kinetics: KineticChoices;
  /** Uptake, half-life and mass by source region. */
  readonly regions: RegionChanges;
  /** Where daughters of an alpha emitter go, in place of the calculation's; undefined: as calculated. */
  readonly daughters?: DaughterFates | undefined;
  /** What differs from the protocol in limits and goals, by their id. */
  readonly criteria: Readonly<Record<string, CriterionChange>>;
  /** RBE of alphas in all limits and goals that weigh them and have no own change of it; undefined: as the protocol has them. */
  readonly rbeAlpha?: number | undefined;
  /** What is known of the patient and decides which limits hold. */
  readonly factors: PatientFactors;
  /** Dose before this course, by structure id. */
  readonly earlier: Readonly<Record<string, readonly EarlierDose[]>>;
  /** Cycles of this course that were given; `activityGBq` and `cycles` then speak of those still to come. */
  readonly given?: readonly CourseCycle[];
  /** Measurements of the patient in place of those of the case; undefined: those. */
  readonly patient?: PatientData | undefined;
  /** Of a plan of spheres: doses wanted, where the shunt is from, the vial. Shunt and activities of territories are uptakes in `regions`. */
  readonly spheres?: SphereWishes;
  readonly spread: Spread;
  /** Doses at which isodose lines are drawn, Gy, ascending. */
  readonly isodosesGy: readonly number[];
}

/** Relative standard deviations of what the doses are made of, percent; undefined: by the budget of the plan. */
export interface Spread {
  readonly calibrationPercent: number | undefined;
  /** Of every mass. */
  readonly massPercent: number | undefined;
  /** Of a time-integrated activity whose fit has no standard error. */
  readonly fitPercent: number;
  /** Of the RBE of alphas, in all limits alike; undefined: taken as known. */
  readonly rbePercent?: number | undefined;
}

/** The charts below the views. */
export type Drawer =
  | "dvh"
  | "spheres"
  | "timeActivity"
  | "tradeOff"
  | "uncertainty"
  | "sMatrix"
  | "methods"
  | "course"
  | "scenarios";

/** What is shown, apart from the numbers. */
export interface Display {
  readonly hiddenStructures: ReadonlySet<string>;
  /** Structure that the charts bring forward. */
  readonly selectedStructure: string | undefined;
  readonly drawer: Drawer;
  /** Whether the charts stand over the views. */
  readonly tallDrawer: boolean;
  readonly theme: "dark" | "light";
}

/** Everything the page shows, as one immutable value. Replaced whole by the intentions below. */
export interface Session {
  readonly caseName: string | undefined;
  /** Files that were dropped: taking stock of them, and then what was found. */
  readonly inspection: Job<FoundStudy>;
  readonly job: Job<OpenPlan>;
  readonly whatIf: WhatIf;
  readonly past: readonly WhatIf[];
  readonly future: readonly WhatIf[];
  /** Doses of cycles that were measured voxel by voxel; one stays when its cycle is dropped, for undo. */
  readonly delivered: DeliveredDoses;
  /** What the last change belongs to; changes of one gesture are undone together. */
  readonly gesture: string | undefined;
  /** In the order in which they were saved; the first is the plan as it was calculated. */
  readonly scenarios: readonly SavedScenario[];
  /** Id of the scenario that differences are shown against. */
  readonly reference: string | undefined;
  /** The last change of the case that was calculated on the page. */
  readonly change?: CalculatedChange | undefined;
  /** Plans that were replaced by another calculation, and those that undo has left, with their edits. */
  readonly earlier?: readonly KeptResult[];
  readonly later?: readonly KeptResult[];
  /** What went wrong with the last wish, as a sentence. */
  readonly notice: string | undefined;
  /** Name of the case that was left for the start page and can be taken up as it was. */
  readonly left?: string;
  readonly display: Display;
}

/** One thing that the user does, as the function from the session before it to the session after it. */
export type Intention = (session: Session) => Session;

/** Nothing is asked: the plan as it was calculated, at no activity. */
export const NO_EDITS: WhatIf = {
  activityGBq: 0,
  cycles: 1,
  weeksBetweenCycles: undefined,
  protocol: undefined,
  kinetics: {},
  regions: {},
  criteria: {},
  factors: {},
  earlier: {},
  spread: { calibrationPercent: undefined, massPercent: undefined, fitPercent: 10 },
  isodosesGy: [],
};

export const emptySession = (): Session => ({
  caseName: undefined,
  inspection: IDLE,
  job: IDLE,
  whatIf: NO_EDITS,
  past: [],
  future: [],
  delivered: new Map(),
  gesture: undefined,
  scenarios: [],
  reference: undefined,
  notice: undefined,
  display: {
    hiddenStructures: new Set(),
    selectedStructure: undefined,
    drawer: "dvh",
    tallDrawer: false,
    theme: "dark",
  },
});

/** A case is being opened under this name: earlier results and edits go. */
export const openCase = (session: Session, caseName: string): Session => ({
  ...emptySession(),
  display: { ...session.display, hiddenStructures: new Set(), selectedStructure: undefined },
  caseName,
});

/** News of the files that were dropped. */
export const showInspection = (session: Session, inspection: Job<FoundStudy>): Session => ({
  ...session,
  inspection,
});

/** News of the calculation. */
export const showJob = (session: Session, job: Job<OpenPlan>): Session => ({ ...session, job });

/** The starting point of the what-ifs, which cannot be undone. */
export const startWhatIf = (session: Session, whatIf: WhatIf): Session => ({
  ...session,
  whatIf,
  past: [],
  future: [],
  gesture: undefined,
});

/** Keeps a scenario; the first one is what differences are shown against. */
export const saveScenario = (session: Session, scenario: SavedScenario): Session => ({
  ...session,
  scenarios: [...session.scenarios, scenario],
  reference: session.reference ?? scenario.id,
});

/** Forgets a scenario; differences against it go to the first that is left. */
export function dropScenario(session: Session, id: string): Session {
  const scenarios = session.scenarios.filter((scenario) => scenario.id !== id);
  const reference = session.reference === id ? scenarios[0]?.id : session.reference;
  return { ...session, scenarios, reference };
}

/** Gives a scenario another name. */
export const renameScenario = (session: Session, id: string, name: string): Session => ({
  ...session,
  scenarios: session.scenarios.map((scenario) =>
    scenario.id === id ? { ...scenario, name } : scenario,
  ),
});

/** Shows differences against this scenario. */
export const compareWith = (session: Session, reference: string): Session => ({
  ...session,
  reference,
});

/** Notes what the last change of the case did, and the way back. */
export const noteChange = (session: Session, change: CalculatedChange | undefined): Session => ({
  ...session,
  change,
});

/** Tells the user what went wrong, or that nothing did. */
export const notify = (session: Session, notice: string | undefined): Session => ({
  ...session,
  notice,
});

/** How many edits can be taken back. */
const UNDO_STEPS = 200;

/** Changes the what-if. Successive changes with the same `gesture` (one drag of a slider) are one step of undo. */
export function edit(session: Session, change: Partial<WhatIf>, gesture?: string): Session {
  const continues = gesture !== undefined && gesture === session.gesture;
  return {
    ...session,
    whatIf: { ...session.whatIf, ...change },
    past: continues ? session.past : [...session.past, session.whatIf].slice(-UNDO_STEPS),
    future: [],
    later: [],
    gesture,
  };
}

/** The gesture is over: the next change is a step of its own. */
export const endGesture = (session: Session): Session =>
  session.gesture === undefined ? session : { ...session, gesture: undefined };

/** The activity has come to rest here: a drag of the slider ends, and an activity that was asked for outright is an edit. */
export function settleActivity(session: Session, activityGBq: number): Session {
  const moved = activityGBq !== session.whatIf.activityGBq;
  return endGesture(moved ? edit(session, { activityGBq }) : session);
}

/** Takes the last edit back; the same session when there is none. */
export function undo(session: Session): Session {
  const whatIf = session.past.at(-1);
  if (!whatIf) return session;
  return {
    ...session,
    whatIf,
    past: session.past.slice(0, -1),
    future: [session.whatIf, ...session.future],
    gesture: undefined,
  };
}

/** Makes the edit that was taken back last again; the same session when there is none. */
export function redo(session: Session): Session {
  const whatIf = session.future[0];
  if (!whatIf) return session;
  return {
    ...session,
    whatIf,
    past: [...session.past, session.whatIf],
    future: session.future.slice(1),
    gesture: undefined,
  };
}

/** Changes what is shown; not a step of undo. */
export const show = (session: Session, change: Partial<Display>): Session => ({
  ...session,
  display: { ...session.display, ...change },
});

/** Chooses the kinetics of regions anew; undefined: back to those of the calculation. */
export function chooseKinetics(
  session: Session,
  choices: Readonly<Record<string, KineticChoice | undefined>>,
): Session {
  const merged = Object.entries({ ...session.whatIf.kinetics, ...choices });
  const kept = merged.flatMap(([id, choice]) => (choice ? [[id, choice] as const] : []));
  return edit(session, { kinetics: Object.fromEntries(kept) });
}

/** Shows a hidden structure, hides a shown one. */
export function toggleStructure(session: Session, id: string): Session {
  const hiddenStructures = new Set(session.display.hiddenStructures);
  if (!hiddenStructures.delete(id)) hiddenStructures.add(id);
  return show(session, { hiddenStructures });
}
