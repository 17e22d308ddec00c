import { describe, expect, it } from 'vitest';
import { mapSong } from './material/map-song';
import { sketchAnalysis } from './sketch/sketch-analysis';
import { placeText, sourcePlace } from './source-place';

/** intro 1–8, verse 1 9–24, chorus 1 25–32, verse 2 33–48, chorus 2 49–56, breakdown 57–64 … */
const song = mapSong(sketchAnalysis({ tempoBpm: 120, pickupBeats: 2 }));
const at = (bar: number) => 2 + (bar - 1) * 4;

describe('the name of a place in a song', () => {
  it.each([
    [at(25), 32, 'chorus 1, bars 25–32'],
    [at(33), 16, 'verse 2, bars 33–36'],
    [at(41), 64, 'verse 2 to chorus 2, bars 41–56'],
    [at(57), 4, 'breakdown, bar 57'],
    [0, 2, 'bar 0'],
    [0, 18, 'intro, bars 0–4'],
  ])('from beat %d for %d beats is "%s"', (beat, length, text) => {
    expect(placeText(sourcePlace(song, beat, length))).toBe(text);
  });

  it('counts the bar in which a half-time voice ends', () => {
    expect(placeText(sourcePlace(song, at(25), 14))).toBe('chorus 1, bars 25–28');
  });
});
