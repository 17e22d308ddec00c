import { expect, it } from 'vitest';
import { phraseStarts } from './phrase-starts';

it('counts phrases of four bars anew from each section', () => {
  const beats = Array.from({ length: 41 }, (_, beat) => 0.5 * beat);
  const downbeats = beats.flatMap((_, beat) => (beat % 4 === 0 ? [beat] : []));
  const sections = [
    { startSeconds: 0, endSeconds: 12 },
    { startSeconds: 12, endSeconds: 20 },
  ];
  expect(phraseStarts(beats, downbeats, sections).map(({ startSeconds }) => startSeconds)).toEqual([
    0, 8, 12,
  ]);
});
