/** Asks one object store of a database a question, in a transaction of its own. */
export type AskStore<Name extends string> = <T>(
  store: Name,
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest,
) => Promise<T>;

/** A database of the page's own origin, made with these object stores where it does not exist yet. It is open only while it is asked. */
export function database<Name extends string>(
  name: string,
  stores: Readonly<Record<Name, IDBObjectStoreParameters>>,
): AskStore<Name> {
  return async <T>(
    store: Name,
    mode: IDBTransactionMode,
    ask: (store: IDBObjectStore) => IDBRequest,
  ) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      for (const [id, parameters] of Object.entries<IDBObjectStoreParameters>(stores))
        request.result.createObjectStore(id, parameters);
    };
    const opened = await settled(request);
    try {
      return (await settled(ask(opened.transaction(store, mode).objectStore(store)))) as T;
    } finally {
      opened.close();
    }
  };
}

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("The database cannot be opened"));
  });
