/** The store of models as a worker opens it. */
import { createModelStore, type ModelStore } from '@/lib/store/model-store';

/** null where the browser has no file system for us: models are too large for its database. */
export async function openModelStore(): Promise<ModelStore | null> {
  if (!('createSyncAccessHandle' in (self.FileSystemFileHandle?.prototype ?? {}))) return null;
  try {
    return createModelStore(await navigator.storage.getDirectory());
  } catch {
    return null;
  }
}
