import type { Protocol } from "../planning/protocol";
import { parseCase } from "../records/caseFile";
import { completeCase } from "../records/completeCase";
import type { LinearTransform } from "../volume/transform";
import type { Work } from "../work";
import { placementsKept, type RegistrationChoice } from "./alignmentMethods";
import { type CaseChange, figuresOf, readsAnew } from "./caseChange";
import { besideCase, type CaseFiles, readCaseFile } from "./caseFiles";
import { keptCycles, withoutDoseBefore } from "./doseBefore";
import { follow, type Job } from "./job";
import type { OpenPlan } from "./openPlan";
import { canUndo, replacing } from "./resultHistory";
import {
  edit,
  emptySession,
  noteChange,
  notify,
  openCase,
  type Session,
  showInspection,
  showJob,
} from "./session";
import { goOn, startAsCalculated } from "./startAsCalculated";
import { Store } from "./store";
import { WorkerClient } from "./workerClient";
import type { Calculation } from "./workerMessages";

/** What was open, whole. */
interface Kept {
  readonly session: Session;
  readonly calculation: Calculation | undefined;
  readonly found: ReadonlyMap<string, File>;
  readonly before: Kept | undefined;
}

/** How many scenarios the case itself has brought. */
const ofCase = (job: Job<OpenPlan>): number =>
  job.status === "done" ? (job.result.scenarios?.length ?? 0) : 0;

/** The page's one owner of session and worker: opens cases, starts and stops the calculation. */
export class Planner {
  readonly store = new Store<Session>(emptySession());
  readonly #worker = new WorkerClient();
  /** Of the open plan, or of the one that is on its way. */
  #asked: Calculation | undefined;
  /** What every plan came of, those that undo goes back to among them. */
  readonly #calculations = new WeakMap<OpenPlan, Calculation>();
  #running: AbortController | undefined;
  #cases = 0;
  #found: ReadonlyMap<string, File> = new Map();
  #before: Kept | undefined;
  #left: Kept | undefined;
  #again: (() => Promise<void>) | undefined;

  /** Opens a case file and calculates it. Where that fails or is stopped, what was open before comes back, with the reason. */
  async open(name: string, files: CaseFiles, casePath: string): Promise<void> {
    await this.#openCase(name, async () => {
      const text = new TextDecoder().decode(await readCaseFile(files, casePath));
      const beside = besideCase(files, casePath);
      const readFile = (path: string) => readCaseFile(beside, path);
      const data = await completeCase(parseCase(text, casePath), casePath, readFile);
      return { case: data, files: beside };
    });
  }

  /** Takes stock of files that no case file describes; what is found waits for the user in the session. Failing, it is as `open`. */
  async inspect(files: ReadonlyMap<string, File>): Promise<void> {
    this.#keep();
    this.#found = files;
    this.#again = () => this.inspect(files);
    await this.#run(
      (work) => this.#worker.ask("inspect", files, work),
      (job) =>
        this.store.update(({ display }) => showInspection({ ...emptySession(), display }, job)),
    );
  }

  /** Calculates the case that the user confirmed for the inspected files. Where that fails, the user goes on confirming. */
  async openConfirmed(name: string, confirmed: unknown): Promise<void> {
    const files = { kind: "dropped", files: this.#found } as const;
    await this.#openCase(name, async () => ({
      case: parseCase(JSON.stringify(confirmed), "case"),
      files,
    }));
  }

  /** Does once more what failed or was stopped. */
  async again(): Promise<void> {
    await this.#again?.();
  }

  /**
   * Calculates the open case for another protocol, and with it another nuclide; says where dose before it does not go along. Where that fails or is stopped the
   * plan before it stays, with the reason.
   */
  async calculateFor(protocol: Protocol): Promise<void> {
    const { whatIf } = this.store.state;
    if (await this.#calculateWith({ protocol }, protocol.title))
      this.store.update((session) =>
        notify(session, withoutDoseBefore(whatIf, session.whatIf, protocol.nuclide)),
      );
  }

  /** Calculates the open case with the kinetics that were chosen on the page; the rest of the what-if stays. */
  async calculateAgain(): Promise<void> {
    const { whatIf, job } = this.store.state;
    if (job.status !== "done") return;
    if (await this.#calculateWith({}, "Calculation with the chosen kinetics"))
      this.store.update((session) => goOn(session, whatIf, job.result.result));
  }

  /** Calculates the open case with a scan where the user placed it (reference → scan); undefined: where the images say. */
  async calculateAligned(scanId: string, transform: LinearTransform | undefined): Promise<void> {
    const { [scanId]: _, ...others } = this.#calculation?.alignmentOf ?? {};
    const alignmentOf = transform ? { ...others, [scanId]: transform } : others;
    await this.#calculateWith({ alignmentOf }, "Calculation with the new alignment");
  }

  /** Aligns the scans of the open case again, each as chosen; where the user placed a scan it stays only if its way was not chosen anew. */
  async calculateRegistered(registration: RegistrationChoice): Promise<void> {
    const { job } = this.store.state;
    if (job.status !== "done") return;
    const alignmentOf = placementsKept(job.result.result.prescription, registration);
    const change = { registration, alignmentOf };
    await this.#calculateWith(change, "Calculation with the new alignment");
  }

  /** Calculates the open case with organs and lesions that may, or may not, move on their own. */
  async calculateRefined(localRefinement: boolean): Promise<void> {
    await this.#calculateWith({ localRefinement }, "Calculation with the new alignment");
  }

  /** Calculates the open case as the page has changed it. Where that fails or is stopped the plan before it stays, with the reason. */
  async calculateChanged(change: CaseChange): Promise<void> {
    const open = this.#calculation;
    const { job, whatIf } = this.store.state;
    if (!open || job.status !== "done") return;
    const undo = { name: `Back: ${change.name}`, case: open.case, camera: open.camera };
    const before = figuresOf(job.result.result);
    const caseNumber = readsAnew(undo, change) ? ++this.#cases : open.caseNumber;
    const { name, case: data, camera } = change;
    if (await this.#calculateWith({ caseNumber, case: data, camera }, name))
      this.store.update((session) => {
        const on = noteChange(goOn(session, whatIf, job.result.result), { name, before, undo });
        return notify(on, keptCycles(on));
      });
  }

  /** True when it came to an end; else the plan before it is back, with the reason. Undo goes back to the plan before it. */
  async #calculateWith(change: Partial<Calculation>, name: string): Promise<boolean> {
    const open = this.#calculation;
    const before = this.store.state;
    if (!open || before.job.status !== "done") return false;
    const kinetics = { ...open.kinetics, ...before.whatIf.kinetics };
    this.#keep();
    const { result: shown } = before.job;
    const isDone = await this.#run(
      async (work) => {
        const calculation = { ...open, ...change, kinetics, isOpening: false };
        const plan = await this.#calculate(calculation, work);
        // The same files, read once: one copy of their images is enough.
        if (calculation.caseNumber !== open.caseNumber) return plan;
        return this.#cameOf(calculation, { ...plan, study: shown.study });
      },
      (job) => this.#showPlan(job),
      name,
    );
    if (isDone) this.store.update((session) => replacing(session, before));
    return isDone;
  }

  /** Takes up a saved scenario; one of another nuclide is calculated first. */
  async takeUp(id: string): Promise<void> {
    const scenario = this.store.state.scenarios.find((saved) => saved.id === id);
    const { job } = this.store.state;
    if (!scenario || job.status !== "done") return;
    const { prescription } = scenario.result;
    if (prescription.nuclide !== job.result.result.prescription.nuclide) {
      const other = scenario.whatIf.protocol ?? prescription.protocol;
      if (!(await this.#calculateWith({ protocol: other }, other.title))) return;
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

  /** To the start page. A plan that is left, with all that was typed, can be taken up from there until another case is calculated. */
  close(): void {
    const session = this.store.state;
    if (session.job.status === "done")
      this.#left = {
        session,
        calculation: this.#calculation,
        found: this.#found,
        before: undefined,
      };
    this.#before = undefined;
    this.back();
  }

  /** Whether something was changed or saved that would go with the page. */
  hasEdits(): boolean {
    const open = [this.store.state, this.#left?.session];
    return open.some(
      (session) =>
        session !== undefined &&
        (canUndo(session) ||
          session.scenarios.length > 1 + ofCase(session.job) ||
          (session.inspection.status === "done" && session.job.status !== "done")),
    );
  }

  /** Takes up the plan that was left, as it was. */
  takeUpLeft(): void {
    this.#before = this.#left;
    if (this.#before) this.back();
    this.#left = undefined;
  }

  /** Back to what was open before the last wish, with the reason; to the empty page where nothing was. */
  back(reason?: string): void {
    this.cancel();
    this.#running = undefined;
    const kept = this.#before;
    this.#before = kept?.before;
    this.#asked = kept?.calculation;
    this.#found = kept?.found ?? new Map();
    this.store.update(({ display: { theme } }) => {
      const { display, ...session } = kept?.session ?? this.#startPage();
      return notify({ ...session, display: { ...display, theme } }, reason);
    });
  }

  #startPage(): Session {
    const left = this.#left?.session.caseName;
    return { ...emptySession(), ...(left === undefined ? {} : { left }) };
  }

  async #openCase(
    name: string,
    read: () => Promise<Pick<Calculation, "case" | "files">>,
  ): Promise<void> {
    this.#keep();
    this.#again = () => this.#openCase(name, read);
    this.store.update((session) => openCase(session, name));
    await this.#run(
      async (work) => {
        work.report("Reading the case", 0);
        const data = await read();
        work.signal.throwIfAborted();
        return this.#calculate({ caseNumber: ++this.#cases, isOpening: true, ...data }, work);
      },
      (job) => this.#showPlan(job),
    );
  }

  /** What the open plan came of. */
  get #calculation(): Calculation | undefined {
    const { job } = this.store.state;
    return (job.status === "done" && this.#calculations.get(job.result)) || this.#asked;
  }

  async #calculate(calculation: Calculation, work: Work): Promise<OpenPlan> {
    this.#asked = calculation;
    return this.#cameOf(calculation, await this.#worker.ask("calculate", calculation, work));
  }

  #cameOf(calculation: Calculation, plan: OpenPlan): OpenPlan {
    this.#calculations.set(plan, calculation);
    return plan;
  }

  /**
   * Does one thing in place of what runs, and shows it for as long as nothing else is asked for. True when it came to an end; else what was
   * kept is back, with the reason; where nothing was, the end of the job stays on screen.
   */
  async #run<T>(
    task: (work: Work) => Promise<T>,
    show: (job: Job<T>) => void,
    name?: string,
  ): Promise<boolean> {
    this.cancel();
    const controller = new AbortController();
    this.#running = controller;
    const ends: Job<T>[] = [];
    await follow(task, controller.signal, (job) => {
      if (this.#running !== controller) return;
      if (job.status !== "running") ends.push(job);
      show(job);
    });
    const [end] = ends;
    if (!end) return false;
    if (end.status === "done") return true;
    const reason = end.status === "failed" ? end.message : undefined;
    if (this.#before) this.back(reason && name ? `${name}: ${reason}` : reason);
    return false;
  }

  #showPlan(job: Job<OpenPlan>): void {
    if (job.status === "done") {
      this.#before = undefined;
      this.#left = undefined;
    }
    this.store.update((session) => {
      const shown = showJob(session, job);
      return job.status === "done"
        ? noteChange(startAsCalculated(shown, job.result), undefined)
        : shown;
    });
  }

  /** Keeps a plan, or files that wait to be confirmed, in case that what is wanted next comes to nothing. */
  #keep(): void {
    const session = this.store.state;
    const isPlan = session.job.status === "done";
    if (isPlan || session.inspection.status === "done")
      this.#before = {
        session,
        calculation: this.#calculation,
        found: this.#found,
        before: isPlan ? undefined : this.#before,
      };
    this.#asked = undefined;
  }
}
