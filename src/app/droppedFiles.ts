/** Every file under what was dropped, by path: "ct/slice12.dcm". Call it within the drop event, which takes the list away afterwards. */
export async function droppedFiles(items: DataTransferItemList): Promise<Map<string, File>> {
  const entries = Array.from(items, (item) => item.webkitGetAsEntry()).filter(
    (entry) => entry !== null,
  );
  const found = new Map<string, File>();
  for (const entry of entries) await collect(entry, found);
  return found;
}

/** The files that an `<input type=file>` holds, by path where a folder was chosen. */
export const chosenFiles = (files: FileList): Map<string, File> =>
  new Map(Array.from(files, (file) => [file.webkitRelativePath || file.name, file]));

async function collect(entry: FileSystemEntry, found: Map<string, File>): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    found.set(entry.fullPath.replace(/^\//, ""), file);
    return;
  }
  for (const inner of await entriesOf(entry as FileSystemDirectoryEntry))
    await collect(inner, found);
}

/** A reader gives at most 100 entries a call, and an empty list at the end. */
async function entriesOf(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}
