import { readPhantomScan } from "../records/phantomScan";
import { partOf } from "../work";
import { type CalibratedCamera, type CameraForm, calibrateFrom } from "./cameraForm";
import { sentenceOf } from "./job";

/** What the worker is asked once. */
export interface CalibrationOrder {
  readonly form: CameraForm;
  /** The scan in counts, where the method asks for one and it was chosen. */
  readonly file: File | undefined;
}

export type CalibrationNews =
  | { readonly step: string; readonly fraction: number }
  | { readonly camera: CalibratedCamera }
  | { readonly message: string };

const port = self as unknown as {
  postMessage(news: CalibrationNews): void;
  onmessage: (event: MessageEvent<CalibrationOrder>) => void;
};

port.onmessage = async ({ data: { form, file } }) => {
  const { signal } = new AbortController();
  const report = (step: string, fraction: number) => port.postMessage({ step, fraction });
  const work = { signal, report };
  try {
    const scan = file && (await scanOf(file, form, partOf(work, 0, 0.6)));
    report("Finding the phantom, fitting factor and recovery", 0.6);
    port.postMessage({ camera: calibrateFrom(form, scan) });
  } catch (error) {
    port.postMessage({ message: sentenceOf(error) });
  }
};

async function scanOf(file: File, { nuclide }: CameraForm, work: ReturnType<typeof partOf>) {
  work.report(`Reading ${file.name}`, 0);
  return readPhantomScan(new Uint8Array(await file.arrayBuffer()), file.name, nuclide, work);
}
