import { type FinishedCurve, learnFromCurves } from "../kinetics/finishedCurve";
import type { PopulationPrior } from "../kinetics/population";
import { sentenceOf } from "./job";

/** What the worker is asked once. */
export interface LearnOrder {
  readonly start: PopulationPrior;
  readonly curves: readonly FinishedCurve[];
}

export type LearnNews =
  | { readonly fraction: number }
  | { readonly learnt: PopulationPrior }
  | { readonly message: string };

const port = self as unknown as {
  postMessage(news: LearnNews): void;
  onmessage: (event: MessageEvent<LearnOrder>) => void;
};

port.onmessage = async ({ data: { start, curves } }) => {
  const { signal } = new AbortController();
  const report = (_: string, fraction: number) => port.postMessage({ fraction });
  try {
    port.postMessage({ learnt: await learnFromCurves(start, curves, { signal, report }) });
  } catch (error) {
    port.postMessage({ message: sentenceOf(error) });
  }
};
