import { describe, expect, it } from 'vitest';
import { FRAME_RATE_HZ } from '@/lib/audio/band-spectrogram';
import { computeTempogram } from './tempo';
import { findTempoJump } from './tempo-changes';

const JUMP_SECONDS = 64;
const END_SECONDS = 80;

/** Onsets of eighths that go on at another tempo after four fifths of the song. */
function eighths(beforeBpm: number, afterBpm: number): number[] {
  const times: number[] = [];
  for (let at = 0; at < END_SECONDS; at += 30 / (at < JUMP_SECONDS ? beforeBpm : afterBpm)) {
    times.push(at);
  }
  return times;
}

function jumpOf(onsets: readonly number[]) {
  const pulse = new Float32Array(END_SECONDS * FRAME_RATE_HZ);
  for (const [i, at] of onsets.entries()) {
    pulse[Math.round(at * FRAME_RATE_HZ)] = i % 2 === 0 ? 3 : 1.5;
  }
  const attacks = onsets.map((seconds) => ({ seconds, strength: 1, contrastDb: 20 }));
  const beats = Array.from({ length: END_SECONDS * 2 }, (_, beat) => beat / 2);
  return findTempoJump(attacks, beats, computeTempogram(pulse), 120);
}

describe('findTempoJump', () => {
  it('finds the tempo to which the last fifth of a song jumps', () => {
    const jump = jumpOf(eighths(120, 168)) ?? 0;
    expect([84, 168].some((bpm) => Math.abs(bpm / jump - 1) < 0.02)).toBe(true);
  });

  it('finds none in a song that keeps its tempo', () => {
    expect(jumpOf(eighths(120, 120))).toBeNull();
  });
});
