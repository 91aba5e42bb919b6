import type { FinishedCurve } from "../kinetics/finishedCurve";
import { curvesToJson, readCurves } from "../kinetics/finishedCurveFile";
import type { PopulationPrior } from "../kinetics/population";
import { populationsFromJson, populationsToJson } from "../kinetics/populationFile";
import { database } from "./database";

/** Curves of finished patients and what was learnt from them, in the database of the page's own origin. Nothing leaves it. */
const inStore = database("gyre-populations", {
  curves: { autoIncrement: true },
  populations: {},
});

/** Told to the window after every change. */
export const POPULATIONS_CHANGED = "gyre-populations-changed";

/** A curve under the number by which it is deleted. */
export interface SavedCurve {
  readonly key: number;
  readonly curve: FinishedCurve;
}

/** All saved curves in the order in which they came; one that the program does not understand any more is left out. */
export async function savedCurves(): Promise<SavedCurve[]> {
  const keys = await inStore<number[]>("curves", "readonly", (store) => store.getAllKeys());
  const texts = await inStore<string[]>("curves", "readonly", (store) => store.getAll());
  return texts.flatMap((text, i) =>
    understood(() => readCurves(text, "saved curve")).map((curve) => ({ key: keys[i]!, curve })),
  );
}

/** All populations that were learnt and kept, by name. */
export async function savedPopulations(): Promise<PopulationPrior[]> {
  const texts = await inStore<string[]>("populations", "readonly", (store) => store.getAll());
  return texts.flatMap((text) => understood(() => populationsFromJson(text, "saved population")));
}

/** Each as the text of a file, checked before it is kept and when it is read again. */
export async function saveCurves(curves: readonly FinishedCurve[]): Promise<void> {
  for (const text of curves.map((curve) => curvesToJson([curve]))) {
    readCurves(text, "curve");
    await inStore("curves", "readwrite", (store) => store.add(text));
  }
  tell();
}

/** One of the same name is replaced. */
export async function savePopulations(populations: readonly PopulationPrior[]): Promise<void> {
  for (const population of populations)
    await inStore("populations", "readwrite", (store) =>
      store.put(populationsToJson([population]), population.name),
    );
  tell();
}

export async function deleteCurve(key: number): Promise<void> {
  await inStore("curves", "readwrite", (store) => store.delete(key));
  tell();
}

export async function deletePopulation(name: string): Promise<void> {
  await inStore("populations", "readwrite", (store) => store.delete(name));
  tell();
}

const tell = () => window.dispatchEvent(new Event(POPULATIONS_CHANGED));

function understood<T>(read: () => T[]): T[] {
  try {
    return read();
  } catch {
    return [];
  }
}
