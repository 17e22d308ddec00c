import { describe, expect, it } from 'vitest';
import { nameSections } from './section-naming';

const part = (voice: number, drums: number, energy: number, tension = 0, bars = 8) => ({
  voice,
  drums,
  energy,
  tension,
  bars,
});

describe('nameSections', () => {
  it('names a pop song: sung parts by loudness, the quiet sung part late in it a bridge', () => {
    const labels = nameSections([
      part(0, 0, 0.3),
      part(0.9, 1, 0.6),
      part(0.9, 1, 1),
      part(0.9, 1, 0.62),
      part(0.9, 0, 0.4),
      part(0.9, 1, 0.97),
      part(0, 0.5, 0.4),
    ]);
    expect(labels).toEqual(['intro', 'verse', 'chorus', 'verse', 'bridge', 'chorus', 'outro']);
  });

  it('names a dance track: what rises into the loudest part is a build, that part a drop', () => {
    const labels = nameSections([
      part(0, 1, 0.5),
      part(0, 0, 0.3),
      part(0, 1, 0.6, 0.4, 4),
      part(0, 1, 1, 0, 16),
      part(0, 1, 0.5),
    ]);
    expect(labels).toEqual(['intro', 'breakdown', 'build', 'drop', 'outro']);
  });
});
