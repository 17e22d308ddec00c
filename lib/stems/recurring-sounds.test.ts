import { describe, expect, it } from 'vitest';
import { createRandom } from '@/lib/base/random';
import type { FrameShares } from './quick-masks';
import { RecurringSounds } from './recurring-sounds';

const BINS = 100;
const HZ_PER_BIN = 50;
/** The last row is not filled. */
const FRAMES = 958;
const TURN_FRAMES = 40;
/** Two instruments by turns: partials of one fundamental, and of another. */
const FUNDAMENTALS = [4, 7];

const instrumentAt = (frame: number) => Math.floor(frame / TURN_FRAMES) % 2;

function magnitudesAt(frame: number): Float32Array {
  const fundamental = FUNDAMENTALS[instrumentAt(frame)];
  return Float32Array.from({ length: BINS }, (_, bin) =>
    bin > 0 && bin % fundamental === 0 ? 10 / bin : 0.01,
  );
}

function shares(vocals: number, drums: number, bass: number): FrameShares {
  const all = (share: number) => new Float32Array(BINS).fill(share);
  return { vocals: all(vocals), drums: all(drums), bass: all(bass) };
}

/** Shares at first: the first instrument is a voice's, but for a third of the song, where it is taken for drums. */
const firstShares = (frame: number) => {
  if (instrumentAt(frame) === 1) return shares(0.1, 0.1, 0);
  return frame < FRAMES / 3 ? shares(0.2, 0.6, 0) : shares(0.8, 0.1, 0);
};

async function learn(magnitudes = magnitudesAt): Promise<RecurringSounds> {
  const sounds = new RecurringSounds(HZ_PER_BIN, BINS, FRAMES);
  for (let frame = 0; frame < FRAMES; frame++) {
    sounds.observe(frame, magnitudes(frame), firstShares(frame));
  }
  await sounds.learn(0, FRAMES, createRandom(1), async () => {});
  return sounds;
}

describe('RecurringSounds', () => {
  it('knows a sound again where it was mistaken for another', async () => {
    const sounds = await learn();
    const partial = 2 * FUNDAMENTALS[0];
    const mistaken = firstShares(20);
    sounds.refine(20, mistaken);
    expect(mistaken.vocals[partial]).toBeGreaterThan(2 * 0.2);
    expect(mistaken.drums[partial]).toBeLessThan(0.6);
    const right = firstShares(FRAMES - 60);
    sounds.refine(FRAMES - 60, right);
    expect(right.vocals[partial]).toBeGreaterThan(0.7);
  });

  it('leaves to others what is theirs, and shares that sum to no more than one', async () => {
    const sounds = await learn();
    let [least, most, mostVoice] = [1, 0, 0];
    for (let frame = 0; frame < FRAMES; frame++) {
      const { vocals, drums, bass } = firstShares(frame);
      sounds.refine(frame, { vocals, drums, bass });
      for (let bin = 0; bin < BINS; bin++) {
        least = Math.min(least, vocals[bin], drums[bin], bass[bin]);
        most = Math.max(most, vocals[bin] + drums[bin] + bass[bin]);
      }
      if (instrumentAt(frame) === 1) mostVoice = Math.max(mostVoice, vocals[FUNDAMENTALS[1]]);
    }
    expect(least).toBeGreaterThanOrEqual(0);
    expect(most).toBeLessThanOrEqual(1 + 1e-6);
    expect(mostVoice).toBeLessThan(0.12);
  });

  it('counts what it learned from two stretches by how far inside of them a moment lies', async () => {
    /** What the sounds say of the voice's part in a frame that nothing is known of. */
    const voiceAt = (sounds: RecurringSounds, frame: number) => {
      const own = shares(0.25, 0.25, 0.25);
      sounds.refine(frame, own);
      return own.vocals[2 * FUNDAMENTALS[0]];
    };
    const learnFrom = async (...stretches: [number, number][]) => {
      const sounds = new RecurringSounds(HZ_PER_BIN, BINS, FRAMES);
      for (let frame = 0; frame < FRAMES; frame++) {
        // One sound, of which the second half of the song says the opposite of the first.
        const own = frame < FRAMES / 2 ? shares(0.9, 0.05, 0) : shares(0.05, 0.9, 0);
        sounds.observe(frame, magnitudesAt(0), own);
      }
      for (const [from, until] of stretches) {
        await sounds.learn(from, until, createRandom(1), async () => {});
      }
      return sounds;
    };
    const early = await learnFrom([0, 640]);
    const late = await learnFrom([320, FRAMES]);
    const both = await learnFrom([0, 640], [320, FRAMES]);
    const [least, most] = [voiceAt(late, 480), voiceAt(early, 480)];
    expect(most - least).toBeGreaterThan(0.05);
    expect(voiceAt(both, 100)).toBe(voiceAt(early, 100));
    expect(voiceAt(both, 900)).toBe(voiceAt(late, 900));
    const share = (frame: number) => (voiceAt(both, frame) - least) / (most - least);
    expect(share(340)).toBeGreaterThan(0.85);
    expect(share(480)).toBeGreaterThan(0.3);
    expect(share(480)).toBeLessThan(0.7);
    expect(share(620)).toBeLessThan(0.15);
  });

  it('gives finite shares of silence', async () => {
    const sounds = await learn(() => new Float32Array(BINS));
    const { vocals, drums, bass } = firstShares(0);
    sounds.refine(0, { vocals, drums, bass });
    expect([...vocals, ...drums, ...bass].every(Number.isFinite)).toBe(true);
  });
});
