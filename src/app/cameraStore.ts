import type { CameraSetting } from "../quantification/camera";
import { parseCameras, writeCameras } from "../records/cameraFile";

/** The cameras that were saved on this computer, in the database of the page's own origin. Nothing leaves it. */
const DATABASE = "gyre";
const STORE = "cameras";

/** All saved cameras by name; one that the program does not understand any more is left out. */
export async function savedCameras(): Promise<CameraSetting[]> {
  const texts = await inStore<string[]>("readonly", (store) => store.getAll());
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
    await inStore("readwrite", (store) => store.put(text, setting.id));
  }
}

/** Forgets the camera of that id. */
export const forgetCamera = (id: string): Promise<unknown> =>
  inStore("readwrite", (store) => store.delete(id));

async function inStore<T>(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest,
): Promise<T> {
  const database = await opened();
  try {
    return (await settled(ask(database.transaction(STORE, mode).objectStore(STORE)))) as T;
  } finally {
    database.close();
  }
}

function opened(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return settled(request);
}

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("The database cannot be opened"));
  });
