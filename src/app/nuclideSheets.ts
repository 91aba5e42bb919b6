import type { NuclideSheet } from "./nuclideSheet";
import type { SheetNews } from "./nuclideWorker";

/** Sheets of nuclides, each computed once off the page's thread; the worker starts with the first. */
export class NuclideSheets {
  readonly #sheets = new Map<string, Promise<NuclideSheet>>();
  #worker: Worker | undefined;

  /** Rejects with a sentence for the user. */
  of(name: string): Promise<NuclideSheet> {
    const known = this.#sheets.get(name);
    if (known) return known;
    const sheet = this.#ask(name);
    this.#sheets.set(name, sheet);
    sheet.catch(() => this.#sheets.delete(name));
    return sheet;
  }

  #ask(name: string): Promise<NuclideSheet> {
    this.#worker ??= new Worker(new URL("./nuclideWorker.ts", import.meta.url), {
      type: "module",
      name: "gyre nuclides",
    });
    const worker = this.#worker;
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void) => {
        worker.removeEventListener("message", hear);
        worker.removeEventListener("error", fail);
        finish();
      };
      const hear = ({ data }: MessageEvent<SheetNews>) => {
        if (data.name !== name) return;
        settle(() => ("sheet" in data ? resolve(data.sheet) : reject(new Error(data.message))));
      };
      const fail = ({ message }: ErrorEvent) => {
        this.#worker = undefined;
        settle(() => reject(new Error(`The kernels of ${name} could not be made: ${message}`)));
      };
      worker.addEventListener("message", hear);
      worker.addEventListener("error", fail);
      worker.postMessage(name);
    });
  }
}
