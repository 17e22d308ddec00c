/** The ranking model for the terminal: the one that ships, or another file with its manifest beside it. */
import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@/lib/base/clock';
import { SegueError } from '@/lib/base/errors';
import { configureOnnx } from '@/lib/onnx/session';
import { createTasteKit, type TasteKit } from '@/lib/studio/choose-plan-by-taste';
import { DEFAULT_FLAGS } from '@/lib/taste/flags';
import { ActiveRanker } from '@/lib/taste/ranker/active-ranker';
import { modelManifestSchema } from '@/lib/taste/ranker/model-manifest';
import type { StoredModel } from '@/lib/taste/ranker/ranker';

export const SHIPPED_MODEL = fileURLToPath(new URL('../models/taste-first.onnx', import.meta.url));

/** Choosing by a model file; it is read again when the file changes. */
export function fileTasteKit(path: string, isOn: boolean): TasteKit {
  configureOnnx({ files: null, threads: 1 });
  const ranker = new ActiveRanker({
    revision: async () => String((await stat(path)).mtimeMs),
    read: () => readModel(path),
  });
  return createTasteKit(() => ranker.current(), systemClock, {
    ...DEFAULT_FLAGS,
    tasteModel: isOn,
  });
}

/** A model and the manifest beside it. @throws SegueError `file-not-found`, `model-unreadable` */
export async function readModel(path: string): Promise<StoredModel> {
  const manifestPath = path.replace(/\.onnx$/, '.json');
  const read = (file: string) =>
    readFile(file).catch(() => {
      throw new SegueError('file-not-found', `There is no file "${file}". Check the path.`);
    });
  const bytes = new Uint8Array(await read(path));
  try {
    const manifest = modelManifestSchema.parse(JSON.parse((await read(manifestPath)).toString()));
    return { bytes, manifest };
  } catch (error) {
    if (error instanceof SegueError) throw error;
    throw new SegueError('model-unreadable', `"${manifestPath}" is not a model's manifest.`);
  }
}
