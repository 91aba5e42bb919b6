import type { Protocol } from "../planning/protocol";
import { type Case, parseCase } from "../records/caseFile";
import type { LinearTransform } from "../volume/transform";
import { type CaseFiles, readCaseFile } from "./caseFiles";
import { follow, sentenceOf } from "./job";
import type { OpenPlan } from "./openPlan";
import { planBasis, standardTotalGBq } from "./planView";
import { savedScenario } from "./savedScenario";
import {
  compareWith,
  edit,
  emptySession,
  NO_EDITS,
  notify,
  openCase,
  type Session,
  saveScenario,
  showInspection,
  showJob,
  startWhatIf,
  type WhatIf,
} from "./session";
import { Store } from "./store";
import { WorkerClient } from "./workerClient";
import type { Calculation } from "./workerMessages";

/** The page's one owner of session and worker: opens cases, starts and stops the calculation. */
export class Planner {
  readonly store = new Store<Session>(emptySession());
  readonly #worker = new WorkerClient();
  #calculation: Calculation | undefined;
  #running: AbortController | undefined;
  #cases = 0;
  #found: ReadonlyMap<string, File> = new Map();

  /** Opens a case file and calculates it. What is wrong with it shows as the failure of the job. */
  async open(name: string, files: CaseFiles, casePath: string): Promise<void> {
    this.#begin(name);
    try {
      const text = new TextDecoder().decode(await readCaseFile(files, casePath));
      this.#take(parseCase(text, casePath), besideCase(files, casePath));
    } catch (error) {
      this.#fail(error);
      return;
    }
    await this.calculate();
  }

  /** Takes stock of files that no case file describes; what is found waits for the user in the session. */
  async inspect(files: ReadonlyMap<string, File>): Promise<void> {
    this.#found = files;
    const controller = this.#restart();
    await follow(
      (work) => this.#worker.ask("inspect", files, work),
      controller.signal,
      (job) => {
        if (this.#running !== controller) return;
        this.store.update(({ display }) => showInspection({ ...emptySession(), display }, job));
      },
    );
  }

  /** Calculates the case that the user confirmed for the inspected files. */
  async openConfirmed(name: string, confirmed: unknown): Promise<void> {
    this.#begin(name);
    try {
      this.#take(parseCase(JSON.stringify(confirmed), "case"), {
        kind: "dropped",
        files: this.#found,
      });
    } catch (error) {
      this.#fail(error);
      return;
    }
    await this.calculate();
  }

  /** Calculates the open case, again where that was done before. */
  async calculate(): Promise<void> {
    const calculation = this.#calculation;
    if (!calculation) return;
    const controller = this.#restart();
    await follow(
      (work) => this.#worker.ask("calculate", calculation, work),
      controller.signal,
      (job) => {
        if (this.#running !== controller) return;
        this.store.update((session) => {
          const shown = showJob(session, job);
          return job.status === "done" ? startAsCalculated(shown, job.result) : shown;
        });
      },
    );
  }

  /** Calculates the open case for another protocol, and with it another nuclide. Where that fails or is stopped the plan before it stays, with the reason. */
  async calculateFor(protocol: Protocol): Promise<void> {
    await this.#calculateWith({ protocol }, protocol.title);
  }

  /** Calculates the open case with the kinetics that were chosen on the page; the rest of the what-if stays. */
  async calculateAgain(): Promise<void> {
    const { whatIf } = this.store.state;
    if (await this.#calculateWith({}, "Calculation with the chosen kinetics"))
      this.store.update((session) => startWhatIf(session, { ...whatIf, kinetics: {} }));
  }

  /** Calculates the open case with a scan where the user placed it (reference → scan); undefined: where the images say. */
  async calculateAligned(scanId: string, transform: LinearTransform | undefined): Promise<void> {
    const { [scanId]: _, ...others } = this.#calculation?.alignmentOf ?? {};
    const alignmentOf = transform ? { ...others, [scanId]: transform } : others;
    await this.#calculateWith({ alignmentOf }, "Calculation with the new alignment");
  }

  /** True when it came to an end; else the plan before it stays, with the reason. */
  async #calculateWith(change: Partial<Calculation>, name: string): Promise<boolean> {
    const before = this.#calculation;
    const { job, whatIf } = this.store.state;
    if (!before || job.status !== "done") return false;
    const kinetics = { ...before.kinetics, ...whatIf.kinetics };
    this.#calculation = { ...before, ...change, kinetics };
    await this.calculate();
    const after = this.store.state.job;
    if (after.status === "done") return true;
    if (after.status === "running") return false;
    this.#calculation = before;
    const reason = after.status === "failed" ? after.message : "The calculation was stopped.";
    this.store.update((session) => notify(showJob(session, job), `${name}: ${reason}`));
    return false;
  }

  /** Takes up a saved scenario; one of another nuclide is calculated first. */
  async takeUp(id: string): Promise<void> {
    const scenario = this.store.state.scenarios.find((saved) => saved.id === id);
    const { job } = this.store.state;
    if (!scenario || job.status !== "done") return;
    const { prescription } = scenario.result;
    if (prescription.nuclide !== job.result.result.prescription.nuclide) {
      await this.calculateFor(scenario.whatIf.protocol ?? prescription.protocol);
      if (this.store.state.notice !== undefined) return;
    }
    this.store.update((session) => {
      if (session.job.status !== "done") return session;
      const calculated = session.job.result.result.prescription.protocol;
      const own = prescription.protocol.id === calculated.id ? undefined : prescription.protocol;
      return edit(session, { ...scenario.whatIf, protocol: scenario.whatIf.protocol ?? own });
    });
  }

  /** Stops what runs; nothing happens when nothing does. */
  cancel(): void {
    this.#running?.abort();
  }

  /** Back to the empty page. */
  close(): void {
    this.cancel();
    this.#running = undefined;
    this.#calculation = undefined;
    this.store.update(({ display }) => ({ ...emptySession(), display }));
  }

  #begin(name: string): void {
    this.cancel();
    this.#calculation = undefined;
    const job = { status: "running", step: "Reading the case", fraction: 0 } as const;
    this.store.update((session) => showJob(openCase(session, name), job));
  }

  #take(data: Case, files: CaseFiles): void {
    this.#calculation = { caseNumber: ++this.#cases, case: data, files };
  }

  #fail(error: unknown): void {
    const job = { status: "failed", message: sentenceOf(error) } as const;
    this.store.update((session) => showJob(session, job));
  }

  #restart(): AbortController {
    this.cancel();
    this.#running = new AbortController();
    return this.#running;
  }
}

/** Paths in a case file start where the case file lies. */
function besideCase(files: CaseFiles, casePath: string): CaseFiles {
  const folder = casePath.slice(0, casePath.lastIndexOf("/") + 1);
  if (files.kind === "served")
    return { kind: "served", baseUrl: new URL(folder, files.baseUrl).href };
  const inside = [...files.files].filter(([path]) => path.startsWith(folder));
  return {
    kind: "dropped",
    files: new Map(inside.map(([path, file]) => [path.slice(folder.length), file])),
  };
}

/** The new plan at its starting point, kept as a scenario to compare with. */
function startAsCalculated(session: Session, plan: OpenPlan): Session {
  const whatIf = firstWhatIf(plan);
  const basis = planBasis(plan.result, whatIf);
  const name = `As calculated, ${plan.result.prescription.nuclide}`;
  const scenario = savedScenario(name, plan.result, whatIf, basis);
  const started = notify(startWhatIf(session, whatIf), undefined);
  return compareWith(saveScenario(started, scenario), scenario.id);
}

/** Dose levels in use at most centres, Gy. */
const ISODOSES_GY = [2, 5, 10, 20, 50, 100];

/** The plan opens at the standard activity, else at the largest tolerated one. */
function firstWhatIf({ result }: OpenPlan): WhatIf {
  const { protocol } = result.prescription;
  const start = {
    ...NO_EDITS,
    cycles: protocol.cycles,
    weeksBetweenCycles: protocol.weeksBetweenCycles,
  };
  const { largest } = planBasis(result, start);
  const binding = largest.binding?.limit;
  const ofBinding = binding?.unit === "Gy" ? [binding.value] : [];
  return {
    ...start,
    activityGBq: standardTotalGBq(protocol) ?? largest.totalActivityGBq ?? 1,
    isodosesGy: [...new Set([...ISODOSES_GY, ...ofBinding])].sort((a, b) => a - b),
  };
}
