/** Labels as a file that another profile, a spreadsheet or a script reads. */
import Papa from 'papaparse';
import type { PairwiseLabel } from '../pairwise-label';
import { LABEL_COLUMNS, RUN_BY_SPREADSHEETS, rowOfLabel } from './label-rows';

/** One label a line. */
export function labelsToJsonl(labels: readonly PairwiseLabel[]): string {
  return labels.map((label) => `${JSON.stringify(label)}\n`).join('');
}

/** One label a row under a row of column names. Text that a spreadsheet would run is made harmless. */
export function labelsToCsv(labels: readonly PairwiseLabel[]): string {
  return Papa.unparse(
    { fields: [...LABEL_COLUMNS], data: labels.map(rowOfLabel) },
    { escapeFormulae: RUN_BY_SPREADSHEETS, newline: '\n' },
  );
}
