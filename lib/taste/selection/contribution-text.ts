/** What a feature added to a margin, and its values, in words. */
import { FEATURES } from '../features/feature-table';
import type { Contribution } from './contributions';

/** "Share of the boundaries on four-bar lines: 100 % against 67 %". */
export function contributionText({ feature, chosen, runnerUp }: Contribution): string {
  const known = FEATURES.find(({ name }) => name === feature);
  if (known === undefined) return feature;
  const [one, other] = [chosen, runnerUp].map((value) => valueText(value, known.unit));
  return one === other ? `${known.meaning}: ${one}` : `${known.meaning}: ${one} against ${other}`;
}

/** Units that are read as a percentage. */
const PERCENT_UNITS = ['share', 'fit', 'probability', 'likeness', 'score', 'energy', 'cost'];

/** A feature's value with its unit, for people. */
export function valueText(value: number, unit: string): string {
  if (PERCENT_UNITS.includes(unit)) return `${Math.round(100 * value)} %`;
  const digits =
    Math.abs(value) >= 10 || Number.isInteger(value) ? 0 : Math.abs(value) >= 1 ? 1 : 2;
  const figure = value.toFixed(digits).replace('-', '−');
  return unit === 'correlation' ? figure : `${figure} ${unit}`;
}
