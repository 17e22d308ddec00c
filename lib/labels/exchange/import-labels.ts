/** Labels from a file: what is good is kept, what is not is reported by its line. */
import Papa from 'papaparse';
import type { z } from 'zod';
import { breathe, type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import { LABEL_VERSION, type PairwiseLabel, pairwiseLabelSchema } from '../pairwise-label';
import { type LabelRow, labelOfRow } from './label-rows';

export interface LineFault {
  /** Counted from 1, as an editor shows it. */
  line: number;
  /** A sentence for the user. */
  sentence: string;
}

export interface ReadLabels {
  labels: PairwiseLabel[];
  faults: LineFault[];
}

/** Lines between two turns of the event loop: some hundredths of a second. */
const LINES_PER_TURN = 500;

/**
 * @param text JSONL or CSV; which of the two is seen from its first character
 * @throws SegueError `aborted`
 */
export function readLabels(text: string, options: TaskOptions = {}): Promise<ReadLabels> {
  const plain = text.replace(/^\uFEFF/, '');
  return /^\s*(\{|$)/.test(plain) ? readJsonl(plain, options) : readCsv(plain, options);
}

async function readJsonl(text: string, options: TaskOptions): Promise<ReadLabels> {
  const result: ReadLabels = { labels: [], faults: [] };
  await inTurns(text.split(/\r?\n/), options, (line, index) => {
    if (line.trim() !== '') take(result, index + 1, () => JSON.parse(line));
  });
  return result;
}

async function readCsv(text: string, options: TaskOptions): Promise<ReadLabels> {
  const result: ReadLabels = { labels: [], faults: [] };
  const { data, meta } = Papa.parse<LabelRow>(text, { header: true, skipEmptyLines: true });
  if (!meta.fields?.includes('winner')) {
    result.faults.push({
      line: 1,
      sentence: 'These are no labels: export them from Segue as JSONL or CSV.',
    });
    return result;
  }
  await inTurns(data, options, (row, index) => {
    take(result, index + 2, () => labelOfRow(row));
  });
  return result;
}

async function inTurns<T>(
  lines: readonly T[],
  { signal, onProgress }: TaskOptions,
  read: (line: T, index: number) => void,
): Promise<void> {
  for (const [index, line] of lines.entries()) {
    if (index % LINES_PER_TURN === 0) {
      onProgress?.({ step: 'Reading the answers', fraction: index / lines.length });
      await breathe();
      throwIfAborted(signal);
    }
    read(line, index);
  }
}

function take({ labels, faults }: ReadLabels, line: number, read: () => unknown): void {
  let value: unknown;
  try {
    value = read();
  } catch {
    faults.push({ line, sentence: 'This line is cut off or is no JSON.' });
    return;
  }
  const version = (value as { schema?: unknown } | null)?.schema;
  if (version !== LABEL_VERSION) {
    const sentence =
      typeof version === 'number' && !Number.isNaN(version)
        ? `This label is of version ${version}; version ${LABEL_VERSION} is understood here.`
        : 'This line is no label.';
    faults.push({ line, sentence });
    return;
  }
  const parsed = pairwiseLabelSchema.safeParse(value);
  if (parsed.success) labels.push(parsed.data);
  else faults.push({ line, sentence: describe(parsed.error) });
}

function describe(error: z.ZodError): string {
  const { path, message } = error.issues[0];
  return `"${path.join('.')}" is not as it should be: ${message}.`;
}
