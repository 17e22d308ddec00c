/** What the lanes of a timeline show, in words for those who do not see them. */
import type { KeyOverTime, KeySpan } from '@/lib/analysis/song-analysis';
import { keyName, PITCH_CLASSES } from '@/lib/music/key';
import { barNumber } from './beat-steps';
import type { TimelineModel } from './timeline-model';

/** Notes that are named as the most heard. */
const NAMED_NOTES = 5;

type Grid = Pick<TimelineModel, 'beatsSeconds' | 'barBeats' | 'sections'>;

/** "A minor, 8A, from beginning to end. The notes heard most are A, E, C, G and D." */
export function harmonySentence(grid: Grid, { spans, chromaByBar }: KeyOverTime): string {
  const heard = PITCH_CLASSES.map((name, pitch) => ({
    name,
    sum: chromaByBar.reduce((sum, chroma) => sum + chroma[pitch], 0),
  }));
  heard.sort((one, other) => other.sum - one.sum);
  const notes = heard.slice(0, NAMED_NOTES).map(({ name }) => name);
  return `${keysInWords(grid, spans)}. The notes heard most are ${notes.join(', ')}.`;
}

function keysInWords(grid: Grid, [first, ...later]: readonly KeySpan[]): string {
  const named = (span: KeySpan) => `${keyName(span)}, ${span.camelot}`;
  if (!first) return 'No key';
  if (later.length === 0) return `${named(first)}, from beginning to end`;
  const changes = later.map(
    (span) => `from bar ${barNumber(grid, span.startSeconds)} ${named(span)}`,
  );
  return [`${named(first)} first`, ...changes].join('; ');
}

/** "Energy by part, in percent: intro 20, verse 55, chorus 100." */
export function energySentence({ sections }: Pick<TimelineModel, 'sections'>): string {
  const parts = sections.map(({ label, energyStart, energyEnd }) => {
    const [start, end] = [energyStart, energyEnd].map((energy) => Math.round(100 * energy));
    return start === end ? `${label} ${start}` : `${label} ${start} to ${end}`;
  });
  return `Energy by part, in percent: ${parts.join(', ')}.`;
}
