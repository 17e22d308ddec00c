/** Labels as flat rows with named columns, for spreadsheets: `a.planId`, `a.rubric.groove`, … */
import { type PairwiseLabel, SIDES } from '../pairwise-label';
import { RUBRIC_ITEMS } from '../rubric-items';

const PLAIN_COLUMNS = [
  'schema',
  'id',
  'sessionId',
  'pairIndex',
  'kind',
  'rater',
  'requestId',
  'genre',
  'winner',
  'confidence',
  'note',
  'shownAtMs',
  'answeredAtMs',
  'modelVersion',
] as const;
const SHOWN_COLUMNS = ['planId', 'family', 'chosenBy', 'loudnessLufs', 'heardSeconds'] as const;
/** Lists and vectors stay JSON in their cell. */
const JSON_COLUMNS = ['excerpt', 'switches', 'features'] as const;

const NUMBERS = new Set<string>(['schema', 'pairIndex', 'shownAtMs', 'answeredAtMs']);
const SHOWN_NUMBERS = new Set<string>(['loudnessLufs', 'heardSeconds']);

export const LABEL_COLUMNS: readonly string[] = [
  ...PLAIN_COLUMNS,
  ...SIDES.flatMap((side) => [
    ...SHOWN_COLUMNS.map((column) => `${side}.${column}`),
    ...RUBRIC_ITEMS.map((item) => `${side}.rubric.${item}`),
    `${side}.tags`,
  ]),
  ...JSON_COLUMNS,
];

/** What a spreadsheet takes for a formula; a number with a sign is none. */
export const RUN_BY_SPREADSHEETS = /^(?:[=@\t\r]|[+-](?!\d+(?:\.\d+)?(?:e[+-]?\d+)?$))/;

export type LabelRow = Record<string, string>;

export function rowOfLabel(label: PairwiseLabel): LabelRow {
  const row: LabelRow = {};
  for (const column of PLAIN_COLUMNS) row[column] = cell(label[column]);
  for (const side of SIDES) {
    const shown = label[side];
    for (const column of SHOWN_COLUMNS) row[`${side}.${column}`] = cell(shown[column]);
    for (const item of RUBRIC_ITEMS) row[`${side}.rubric.${item}`] = cell(shown.rubric[item]);
    row[`${side}.tags`] = shown.tags.join(' ');
  }
  for (const column of JSON_COLUMNS) row[column] = JSON.stringify(label[column]);
  return row;
}

/**
 * The value a row stands for, to be checked by the label's schema: cells may hold anything.
 * @throws SyntaxError where a JSON cell is not JSON
 */
export function labelOfRow(row: LabelRow): unknown {
  const label: Record<string, unknown> = {};
  for (const column of PLAIN_COLUMNS) {
    label[column] = NUMBERS.has(column) ? numberOf(row[column]) : unguarded(row[column]);
  }
  for (const column of ['genre', 'modelVersion']) label[column] = row[column] || null;
  for (const side of SIDES) {
    const shown: Record<string, unknown> = {};
    for (const column of SHOWN_COLUMNS) {
      const value = row[`${side}.${column}`];
      shown[column] = SHOWN_NUMBERS.has(column) ? numberOf(value) : value;
    }
    shown.chosenBy = row[`${side}.chosenBy`] || null;
    shown.rubric = Object.fromEntries(
      RUBRIC_ITEMS.flatMap((item) => {
        const value = row[`${side}.rubric.${item}`];
        return value ? [[item, numberOf(value)]] : [];
      }),
    );
    shown.tags = (row[`${side}.tags`] ?? '').split(' ').filter((tag) => tag !== '');
    label[side] = shown;
  }
  for (const column of JSON_COLUMNS) label[column] = JSON.parse(row[column] || 'null');
  return label;
}

function cell(value: string | number | null | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

/** Takes back the quote by which a cell was kept from being run as a formula. */
function unguarded(value: string | undefined): string | undefined {
  const bare = value?.startsWith("'") ? value.slice(1) : '';
  return RUN_BY_SPREADSHEETS.test(bare) ? bare : value;
}

/** An empty cell is no number, not zero. */
function numberOf(value: string | undefined): number {
  return value ? Number(value) : Number.NaN;
}
