import { describe, expect, it } from 'vitest';
import { applyCorrections } from '@/lib/analysis/corrections/apply-corrections';
import { testSong } from '@/lib/analysis/corrections/testing/test-song';
import type { DjTrack } from '@/lib/analysis/dj-library/dj-track';
import type { Pcm } from '@/lib/audio/pcm';
import { createRandom } from '@/lib/base/random';
import { createSongStore } from '@/lib/store/song-store';
import { memoryBackends } from '@/lib/store/testing/memory-store';
import { sampleSong } from '@/lib/store/testing/samples';
import { correctionsFromTrack, importLibrary, takeOverTrack } from './import-library';
import { offeredParts } from './imported-parts';

const TEMPO_BPM = 124;
const FIRST_SECONDS = 0.31;
const SECONDS = 40;

/** A snare on every beat: noise that dies away. */
function drums(): Pcm {
  const sampleRateHz = 44100;
  const random = createRandom(4);
  const samples = new Float32Array(SECONDS * sampleRateHz);
  for (let beat = FIRST_SECONDS; beat < SECONDS - 0.3; beat += 60 / TEMPO_BPM) {
    const start = Math.round(beat * sampleRateHz);
    for (let i = 0; i < 0.1 * sampleRateHz; i++) {
      samples[start + i] += 0.5 * Math.exp(-i / 900) * (2 * random.next() - 1);
    }
  }
  return { sampleRateHz, channels: [samples, samples] };
}

const silence: Pcm = { sampleRateHz: 44100, channels: [new Float32Array(SECONDS * 44100)] };

/** As a program has it whose decoder leaves so much delay. */
function track(delaySeconds: number, change: Partial<DjTrack> = {}): DjTrack {
  const segment = { startSeconds: FIRST_SECONDS + delaySeconds, bpm: TEMPO_BPM };
  return {
    title: 'Song one',
    artist: '',
    durationSeconds: SECONDS,
    fileName: 'one.wav',
    tempoSegments: [{ ...segment, beatsPerBar: 4, firstBeatInBar: 1 }],
    averageBpm: TEMPO_BPM,
    cues: [{ name: 'Drop', kind: 'hot', index: 0, startSeconds: 8, endSeconds: null, color: null }],
    keyText: '8A',
    key: { tonic: 'A', mode: 'minor' },
    source: 'rekordbox',
    problems: [],
    ...change,
  };
}

describe('what is taken over of a track', () => {
  it.each([-0.026, 0.043])('a decoder delay of %f s is taken off grid and cues', (delay) => {
    const { corrections, notes } = correctionsFromTrack(track(delay), SECONDS, drums());
    expect(corrections.map(({ kind }) => kind)).toEqual([
      'import-grid',
      'import-key',
      'import-cues',
    ]);
    const [grid, , cues] = corrections;
    if (grid.kind !== 'import-grid' || cues.kind !== 'import-cues') throw new Error('other kinds');
    expect(Math.abs(grid.offsetSeconds + delay)).toBeLessThan(0.0015);
    expect(cues.offsetSeconds).toBe(grid.offsetSeconds);
    expect(notes[0]).toContain(`${delay < 0 ? '+' : '−'}`);
    const corrected = applyCorrections(
      { ...testSong({ tempoBpm: 118 }), durationSeconds: SECONDS },
      corrections,
    );
    const nearest = corrected.beatsSeconds.map((beat) => Math.abs(beat - FIRST_SECONDS));
    expect(Math.min(...nearest)).toBeLessThan(0.0015);
  });

  it('where the drums say nothing the times stay and the user is told', () => {
    const { corrections, notes } = correctionsFromTrack(track(0.02), SECONDS, silence);
    expect(corrections[0]).toMatchObject({ kind: 'import-grid', offsetSeconds: 0 });
    expect(notes[0]).toContain('taken as they are');
  });

  it('is what the user wants of what there is', () => {
    const keyless = track(0, { key: null });
    expect(offeredParts(keyless)).toEqual(['grid', 'cues']);
    const { corrections } = correctionsFromTrack(keyless, SECONDS, silence, ['key', 'cues']);
    expect(corrections.map(({ kind }) => kind)).toEqual(['import-cues']);
  });

  it('leaves out a grid that begins after the song', () => {
    const late = track(0, {
      tempoSegments: [{ startSeconds: 90, bpm: 124, beatsPerBar: 4, firstBeatInBar: 1 }],
    });
    const { corrections, notes } = correctionsFromTrack(late, SECONDS, silence);
    expect(corrections.map(({ kind }) => kind)).not.toContain('import-grid');
    expect(notes.some((note) => note.includes('left out'))).toBe(true);
  });
});

describe('taking over for a song of the library', () => {
  it('replaces what was imported before and keeps the rest', async () => {
    const { tables, files } = memoryBackends();
    const store = createSongStore(tables, files);
    await store.save(sampleSong('one'), 1);
    await store.correct('one', [
      { kind: 'import-key', source: 'traktor', tonic: 'D', mode: 'minor' },
      { kind: 'double-tempo' },
    ]);
    const { song } = await takeOverTrack(store, {
      songId: 'one',
      track: track(0),
      parts: ['key'],
    });
    const details = await store.details('one');
    expect(details?.corrections.map(({ kind }) => kind)).toEqual(['double-tempo', 'import-key']);
    expect(song.key.camelot).toBe('8A');
    expect(details?.analysis.provenance).toMatchObject({ grid: 'corrected', key: 'imported' });
  });

  it('finds the songs in a library file', async () => {
    const xml = `<?xml version="1.0"?><DJ_PLAYLISTS Version="1.0.0"><COLLECTION Entries="2">
      <TRACK Name="Song one" Artist="Band" TotalTime="40" AverageBpm="124.00" Tonality="8A">
        <TEMPO Inizio="0.310" Bpm="124.00" Metro="4/4" Battito="1"/></TRACK>
      <TRACK Name="Other" Artist="Band" TotalTime="200"/></COLLECTION></DJ_PLAYLISTS>`;
    const song = { id: 'one', title: 'Song One', artist: 'Band', fileName: null };
    const found = await importLibrary(new TextEncoder().encode(xml), [
      { ...song, durationSeconds: 40.2 },
      { ...song, id: 'two', title: 'Unknown', durationSeconds: 90 },
    ]);
    expect(found).toMatchObject({ source: 'rekordbox', trackCount: 2 });
    expect(found.matches.map(({ songId }) => songId)).toEqual(['one']);
    expect(found.matches[0].track.key).toEqual({ tonic: 'A', mode: 'minor' });
  });
});
