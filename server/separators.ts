/** The engines as Node has them. */
import { readFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { withFallback } from '@/lib/stems/fallback-separator';
import {
  createHtdemucsSeparator,
  type HtdemucsOptions,
} from '@/lib/stems/htdemucs/htdemucs-separator';
import { createQuickSeparator } from '@/lib/stems/quick-separator';
import type { Separator } from '@/lib/stems/separator';
import type { ModelFile } from './model-files';
import { openModelInNode } from './node-onnx';

const clockMs = () => performance.now();

export const quickSeparator: Separator = createQuickSeparator(clockMs);

/** HTDemucs with this model; where it turns out to be unusable the quick split does it and says why. */
export function htdemucsInNode(model: ModelFile, options?: HtdemucsOptions): Separator {
  const { name, sha256, stemOrder, path } = model;
  const htdemucs = createHtdemucsSeparator(
    { name, sha256, stemOrder, open: async () => openModelInNode(await readFile(path), name) },
    clockMs,
    options,
  );
  return withFallback(htdemucs, quickSeparator);
}
