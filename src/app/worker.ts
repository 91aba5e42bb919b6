import { type Gpu, GpuError } from "../gpu/gpu";
import { openBrowserGpu } from "../gpu/open";
import { loadStudy } from "../records/loadStudy";
import { refuseUnknownEarlier } from "../records/unknownEarlier";
import type { Study } from "../volume/study";
import { partOf, type Work } from "../work";
import { readCaseFile } from "./caseFiles";
import { casePrescription } from "./casePrescription";
import { type CalculateFor, caseScenarios } from "./caseScenarios";
import { cycleFromScans, type MeasuredCycle } from "./cycleFromScans";
import { cyclesOfCase } from "./cyclesOfCase";
import { compareDoses } from "./doseComparison";
import { findStudy } from "./foundStudy";
import { sentenceOf } from "./job";
import { doseByMethod } from "./methodDose";
import type { OpenPlan } from "./openPlan";
import { plan } from "./pipeline";
import { prescriptionOf } from "./prescriptionOf";
import { withChoices } from "./refit";
import { buffersOf } from "./transferables";
import type { Calculation, CycleOrder, News, Order, TaskOrder } from "./workerMessages";

// The dedicated worker: owns a graphics device of its own, reads the case and runs the pipeline.

const port = self as unknown as {
  postMessage(news: News, transfer?: Transferable[]): void;
  onmessage: (event: MessageEvent<Order>) => void;
};

const running = new Map<number, AbortController>();
let gpu: Promise<Gpu> | undefined;
let loaded: { readonly caseNumber: number; readonly study: Study } | undefined;

port.onmessage = ({ data: order }) => {
  if (order.kind === "cancel") running.get(order.id)?.abort();
  else void answer(order);
};

async function answer(order: TaskOrder): Promise<void> {
  const { id } = order;
  const controller = new AbortController();
  running.set(id, controller);
  const report = (step: string, fraction: number) =>
    port.postMessage({ kind: "progress", id, step, fraction });
  try {
    const work = { signal: controller.signal, report };
    if (order.kind === "inspect") {
      port.postMessage({ kind: "done", id, answer: await findStudy(order.question, work) });
      return;
    }
    if (order.kind === "gamma") {
      port.postMessage({ kind: "done", id, answer: await compareDoses(order.question, work) });
      return;
    }
    if (order.kind === "compare") {
      const dose = await withFreshGpuOnLoss((device) => doseByMethod(device, order.question, work));
      controller.signal.throwIfAborted();
      port.postMessage({ kind: "done", id, answer: dose }, [...buffersOf(dose)]);
      return;
    }
    if (order.kind === "cycle") {
      const measured = await measure(order.question, work);
      controller.signal.throwIfAborted();
      port.postMessage({ kind: "done", id, answer: measured }, [...buffersOf(measured)]);
      return;
    }
    const plan = await calculate(order.question, work);
    controller.signal.throwIfAborted();
    port.postMessage({ kind: "done", id, answer: plan }, handedOver(plan));
  } catch (error) {
    if (controller.signal.aborted) port.postMessage({ kind: "cancelled", id });
    else port.postMessage({ kind: "failed", id, message: sentenceOf(error) });
  } finally {
    running.delete(id);
  }
}

async function calculate(calculation: Calculation, work: Work): Promise<OpenPlan> {
  const { alignmentOf, localRefinement, registration, kinetics = {} } = calculation;
  const readFile = (path: string) => readCaseFile(calculation.files, path);
  const ofCase = await casePrescription(calculation.case, readFile, calculation.protocol);
  const prescription = {
    ...withChoices(ofCase, kinetics),
    ...registration,
    ...(alignmentOf ? { alignmentOf } : {}),
    ...(localRefinement === undefined ? {} : { localRefinement }),
  };
  const study = await studyOf(calculation, partOf(work, 0, 0.2));
  refuseUnknownEarlier(calculation.case, study);
  const { case: data, camera, isOpening } = calculation;
  // What was given of one nuclide says nothing about another.
  const given =
    prescription.nuclide === prescriptionOf(data).nuclide ? data.givenCycles : undefined;
  const { scenarios = [] } = isOpening ? data : {};
  const parts = 1 + (given?.length ?? 0) + scenarios.length;
  const [own, cyclesEnd] = [1, 1 + (given?.length ?? 0)].map((n) => 0.2 + (0.8 * n) / parts);
  return withFreshGpuOnLoss(async (device) => {
    const result = await plan(device, study, prescription, partOf(work, 0.2, own!));
    const basis = { case: data, study, plan: result, camera };
    const cycles = given
      ? await cyclesOfCase(device, basis, readFile, partOf(work, own!, cyclesEnd!))
      : undefined;
    const open = { study, result, case: data, camera, ...(cycles ? { cycles } : {}) };
    if (scenarios.length === 0) return open;
    const calculateFor: CalculateFor = async (protocol, part) =>
      plan(device, study, await casePrescription(data, readFile, protocol), part);
    const part = partOf(work, cyclesEnd!, 1);
    return { ...open, scenarios: await caseScenarios(open, "case", calculateFor, part) };
  });
}

async function measure(
  { cycle, id, files, basis }: CycleOrder,
  work: Work,
): Promise<MeasuredCycle> {
  const readFile = (path: string) => readCaseFile(files, path);
  const measured = await withFreshGpuOnLoss((device) =>
    cycleFromScans(device, { cycle, id, readFile }, basis, work),
  );
  return { cycle: measured.cycle, doseGyPerGBq: measured.doseGyPerGBq };
}

/** The study of the calculation's case, read once a case. */
async function studyOf(calculation: Calculation, work: Work): Promise<Study> {
  if (loaded?.caseNumber === calculation.caseNumber) return loaded.study;
  const readFile = (path: string) => readCaseFile(calculation.files, path);
  const study = await loadStudy(calculation.case, readFile, work, calculation.camera);
  loaded = { caseNumber: calculation.caseNumber, study };
  return study;
}

/** Runs `task`, and once more on a new device when the first one fails: drivers reset, laptops switch cards. */
async function withFreshGpuOnLoss<T>(task: (gpu: Gpu) => Promise<T>): Promise<T> {
  try {
    return await task(await currentGpu());
  } catch (error) {
    if (!(error instanceof GpuError)) throw error;
    await forgetGpu();
    return await task(await currentGpu()).catch(async (second: unknown) => {
      await forgetGpu();
      throw second;
    });
  }
}

function currentGpu(): Promise<Gpu> {
  gpu ??= openBrowserGpu().catch((error: unknown) => {
    gpu = undefined;
    throw error;
  });
  return gpu;
}

async function forgetGpu(): Promise<void> {
  const failed = gpu;
  gpu = undefined;
  (await failed)?.destroy();
}

/** Buffers of the result that the worker, which keeps the study, does not need any more. */
function handedOver({ result, study, cycles, scenarios }: OpenPlan): Transferable[] {
  const kept = buffersOf(study);
  return [...buffersOf([result, cycles?.doses, scenarios])].filter((buffer) => !kept.has(buffer));
}
