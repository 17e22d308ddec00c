/**
 * Sound in the origin private file system. Written through synchronous handles, which Safari has had
 * before writable streams; these exist in workers only, so this store lives in one.
 */
import type { AudioFiles } from './audio-files';

/** @param root the folder handed out by the host (`navigator.storage.getDirectory()`) */
export function opfsAudioFiles(root: FileSystemDirectoryHandle): AudioFiles {
  return {
    async write(path, pieces) {
      const { folder, name } = await locate(root, path, true);
      const file = await folder.getFileHandle(name, { create: true });
      const handle = await file.createSyncAccessHandle();
      try {
        handle.truncate(0);
        let at = 0;
        for await (const piece of pieces) {
          const written = handle.write(piece as Uint8Array<ArrayBuffer>, { at });
          if (written < piece.length) throw new DOMException('Disk full', 'QuotaExceededError');
          at += piece.length;
        }
        handle.flush();
      } finally {
        handle.close();
      }
    },
    async read(path, stretch) {
      return ifFound(async () => {
        const { folder, name } = await locate(root, path, false);
        return readBytes(await folder.getFileHandle(name), stretch);
      });
    },
    async remove(path) {
      await ifFound(async () => {
        const { folder, name } = await locate(root, path, false);
        await folder.removeEntry(name, { recursive: true });
      });
    },
    async listFolders(path) {
      const names = await ifFound(async () => {
        const { folder, name } = await locate(root, path, false);
        const entries: string[] = [];
        for await (const [key, entry] of (await folder.getDirectoryHandle(name)).entries()) {
          if (entry.kind === 'directory') entries.push(key);
        }
        return entries;
      });
      return names ?? [];
    },
    usedBytes: () => folderBytes(root),
  };
}

/** Others may read the file meanwhile. Source: File System Standard, `FileSystemSyncAccessHandleMode`. */
const FOR_READING = { mode: 'read-only' };

type OpenForReading = (options: typeof FOR_READING) => Promise<FileSystemSyncAccessHandle>;

/** What is read at a time. */
const PIECE_BYTES = 1 << 20;

/**
 * Bytes in a buffer of our own, which `releaseBuffer` frees at once: what Chromium has filled, here or for
 * `file.arrayBuffer()`, it holds until garbage is collected, a hundred megabytes for the sound of a long song.
 * So one piece is filled again and again, and copied.
 */
async function readBytes(
  file: FileSystemFileHandle,
  { from = 0, to = Number.POSITIVE_INFINITY } = {},
): Promise<ArrayBuffer> {
  const open: OpenForReading = file.createSyncAccessHandle.bind(file);
  // Refused where somebody writes the file, and, in browsers that know no mode, where somebody reads it.
  const handle = await open(FOR_READING).catch(() => null);
  if (!handle) return (await file.getFile()).slice(from, to).arrayBuffer();
  try {
    const bytes = new Uint8Array(Math.max(0, Math.min(to, handle.getSize()) - from));
    const piece = new Uint8Array(Math.min(PIECE_BYTES, bytes.length));
    for (let at = 0; at < bytes.length; ) {
      const wanted = piece.subarray(0, bytes.length - at);
      const read = handle.read(wanted, { at: from + at });
      if (read === 0) throw new DOMException('The file has changed', 'NotReadableError');
      bytes.set(wanted.subarray(0, read), at);
      at += read;
    }
    return bytes.buffer;
  } finally {
    handle.close();
  }
}

async function folderBytes(folder: FileSystemDirectoryHandle): Promise<number> {
  let bytes = 0;
  for await (const entry of folder.values()) {
    bytes +=
      entry.kind === 'directory'
        ? await folderBytes(entry as FileSystemDirectoryHandle)
        : (await (entry as FileSystemFileHandle).getFile()).size;
  }
  return bytes;
}

async function locate(root: FileSystemDirectoryHandle, path: string, create: boolean) {
  const names = path.split('/');
  const name = names.pop() as string;
  let folder = root;
  for (const step of names) folder = await folder.getDirectoryHandle(step, { create });
  return { folder, name };
}

/** null where a file or folder on the way does not exist. */
async function ifFound<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return null;
    throw error;
  }
}
