import type { CameraSetting } from "../quantification/camera";
import { parseCameras, writeCameras } from "../records/cameraFile";
import { database } from "./database";

/** The cameras that were saved on this computer, in the database of the page's own origin. Nothing leaves it. */
const inStore = database("gyre", { cameras: {} });

/** All saved cameras by name; one that the program does not understand any more is left out. */
export async function savedCameras(): Promise<CameraSetting[]> {
  const texts = await inStore<string[]>("cameras", "readonly", (store) => store.getAll());
  return texts
    .flatMap((text) => {
      try {
        return parseCameras(text, "saved camera");
      } catch {
        return [];
      }
    })
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Saves cameras; one of the same id is replaced. Each as the text of a library, checked when it is read again. */
export async function saveCameras(settings: readonly CameraSetting[]): Promise<void> {
  for (const setting of settings) {
    const text = writeCameras([setting]);
    parseCameras(text, "camera");
    await inStore("cameras", "readwrite", (store) => store.put(text, setting.id));
  }
}

/** Forgets the camera of that id. */
export const forgetCamera = (id: string): Promise<unknown> =>
  inStore("cameras", "readwrite", (store) => store.delete(id));
