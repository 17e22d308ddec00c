/** The files of a drop, those in folders included, with their paths. */

export interface PathFile {
  path: string;
  file: File;
}

/** A folder may hold a whole disk; nobody means that many. */
const MAX_FILES_READ = 2000;

/** Must be called while the drop is handled: the browser forgets the items afterwards. */
export async function readDropped(transfer: DataTransfer): Promise<PathFile[]> {
  const entries = [...transfer.items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => item.webkitGetAsEntry());
  const loose = [...transfer.files];
  const found: PathFile[] = [];
  for (const [index, entry] of entries.entries()) {
    if (entry) await visit(entry, found);
    else if (loose[index]) found.push({ path: loose[index].name, file: loose[index] });
  }
  return found;
}

/** The files of an input, which names the folders only where a folder was chosen. */
export function readChosen(files: FileList): PathFile[] {
  return [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

async function visit(entry: FileSystemEntry, found: PathFile[]): Promise<void> {
  if (found.length >= MAX_FILES_READ) return;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    found.push({ path: entry.fullPath.replace(/^\//, ''), file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A reader hands out its entries in batches and ends with an empty one.
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (batch.length === 0) return;
    for (const child of batch) await visit(child, found);
  }
}
