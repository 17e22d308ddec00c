/** Labels from a file: what is good is kept, what is not is reported by its line. */
import Papa from 'papaparse';
import type { z } from 'zod';
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

/** @param text JSONL or CSV; which of the two is seen from its first character */
export function readLabels(text: string): ReadLabels {
  const plain = text.replace(/^\uFEFF/, '');
  return /^\s*(\{|$)/.test(plain) ? readJsonl(plain) : readCsv(plain);
}

function readJsonl(text: string): ReadLabels {
  const result: ReadLabels = { labels: [], faults: [] };
  text.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === '') return;
    take(result, index + 1, () => JSON.parse(line));
  });
  return result;
}

function readCsv(text: string): ReadLabels {
  const result: ReadLabels = { labels: [], faults: [] };
  const { data, meta } = Papa.parse<LabelRow>(text, { header: true, skipEmptyLines: true });
  if (!meta.fields?.includes('winner')) {
    result.faults.push({
      line: 1,
      sentence: 'These are no labels: export them from Segue as JSONL or CSV.',
    });
    return result;
  }
  data.forEach((row, index) => {
    take(result, index + 2, () => labelOfRow(row));
  });
  return result;
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
