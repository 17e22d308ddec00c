/** A training run as a file: everything that is kept of it, its model as text. What comes back is checked. */
import { SegueError } from '@/lib/base/errors';
import { sha256Hex } from '@/lib/base/hash';
import { tierOfManifest } from '@/lib/taste/features/manifest';
import { loadRanker } from '@/lib/taste/ranker/ranker';
import { type TrainingRun, trainingRunSchema } from '../runs/training-run';

/** Bytes that are turned into characters at once. */
const CHUNK = 8192;

export function runToFile({ bytes, ...run }: TrainingRun): string {
  return `${JSON.stringify({ ...run, bytes: toBase64(bytes) })}\n`;
}

/**
 * @throws SegueError `model-unreadable` where it is no run or its model is damaged, `manifest-mismatch` where
 *   it was trained on other features than today's
 */
export async function runFromFile(text: string): Promise<TrainingRun> {
  const run = parseRun(text);
  if (run === null || (await sha256Hex(run.bytes)) !== run.manifest.sha256) {
    throw new SegueError(
      'model-unreadable',
      'This file is not a training that Segue has exported, or it is damaged. Export it again, or choose an ONNX model.',
    );
  }
  if (tierOfManifest(run.manifest.features.hash) === null) {
    throw new SegueError(
      'manifest-mismatch',
      'This training was made with other features than this version of Segue computes. Train anew.',
    );
  }
  const { bytes, manifest } = run;
  await (await loadRanker({ bytes, manifest })).release();
  return run;
}

function parseRun(text: string): TrainingRun | null {
  try {
    const raw = JSON.parse(text);
    const run = trainingRunSchema.safeParse({ ...raw, bytes: fromBase64(String(raw.bytes)) });
    return run.success ? run.data : null;
  } catch {
    return null;
  }
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK) {
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  }
  return btoa(text);
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
