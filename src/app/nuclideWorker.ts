import { sentenceOf } from "./job";
import { type NuclideSheet, nuclideSheet } from "./nuclideSheet";

/** What the worker of the nuclide page answers to a name. */
export type SheetNews =
  | { readonly name: string; readonly sheet: NuclideSheet }
  | { readonly name: string; readonly message: string };

const port = self as unknown as {
  postMessage(news: SheetNews): void;
  onmessage: (event: MessageEvent<string>) => void;
};

port.onmessage = ({ data: name }) => {
  try {
    port.postMessage({ name, sheet: nuclideSheet(name) });
  } catch (error) {
    port.postMessage({ name, message: sentenceOf(error) });
  }
};
