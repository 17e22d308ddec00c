import { describe, expect, it } from 'vitest';
import { createRandom } from '@/lib/base/random';
import { createPairMixer, EDGE_FADE_SAMPLES, SWITCH_FADE_SAMPLES } from './pair-mixer';

const BLOCK = 128;
const LENGTH = 44_100;

/** Two constant sounds tell at each sample which of the two is heard, and how much of it. */
function constantPair() {
  return {
    a: [new Float32Array(LENGTH).fill(1)],
    b: [new Float32Array(LENGTH).fill(-1)],
  };
}

function rendered(mixer: ReturnType<typeof createPairMixer>, blocks: number): Float32Array {
  const out = new Float32Array(blocks * BLOCK);
  for (let block = 0; block < blocks; block++) {
    mixer.render([out.subarray(block * BLOCK, (block + 1) * BLOCK)]);
  }
  return out;
}

function largestStep(signal: Float32Array): number {
  let largest = 0;
  for (let i = 1; i < signal.length; i++) {
    largest = Math.max(largest, Math.abs(signal[i] - signal[i - 1]));
  }
  return largest;
}

describe('A/B in step', () => {
  it('plays a side alone sample for sample', () => {
    const noise = createRandom(1);
    const a = [Float32Array.from({ length: LENGTH }, () => noise.next() - 0.5)];
    const mixer = createPairMixer({ a, b: constantPair().b });
    mixer.play();
    const out = rendered(mixer, 20);
    expect(out.subarray(EDGE_FADE_SAMPLES)).toEqual(a[0].subarray(EDGE_FADE_SAMPLES, out.length));
  });

  it('starts a switch on the next sample and has finished it a fade later', () => {
    const mixer = createPairMixer(constantPair());
    mixer.play();
    rendered(mixer, 10);
    mixer.switchTo('b');
    const out = rendered(mixer, 5);
    expect(out[0]).toBeLessThan(1);
    expect(out[SWITCH_FADE_SAMPLES - 1]).toBe(-1);
    expect(out[SWITCH_FADE_SAMPLES - 2]).toBeGreaterThan(-1);
  });

  it('keeps the power of unlike material through a switch', () => {
    const noise = createRandom(2);
    const sound = () => [Float32Array.from({ length: 4000 }, () => noise.normal())];
    let power = 0;
    const tries = 60;
    for (let round = 0; round < tries; round++) {
      const mixer = createPairMixer({ a: sound(), b: sound() });
      mixer.play();
      rendered(mixer, 10);
      mixer.switchTo('b');
      const fade = rendered(mixer, 4).subarray(0, SWITCH_FADE_SAMPLES);
      power += fade.reduce((sum, value) => sum + value * value, 0) / fade.length;
    }
    expect(10 * Math.log10(power / tries)).toBeCloseTo(0, 0);
  });

  it('stays in step through a hundred switches at any time', () => {
    const ramp = Float32Array.from({ length: LENGTH }, (_, i) => i / LENGTH);
    const mixer = createPairMixer({ a: [ramp], b: [ramp.map((value) => value + 2)] });
    const random = createRandom(3);
    mixer.play();
    let played = 0;
    for (let round = 0; round < 100; round++) {
      mixer.switchTo(mixer.side === 'a' ? 'b' : 'a');
      const blocks = random.integer(5);
      rendered(mixer, blocks);
      played += blocks * BLOCK;
    }
    const settle = rendered(mixer, 4);
    played += settle.length;
    const offset = mixer.side === 'b' ? 2 : 0;
    expect(mixer.position).toBe(played % LENGTH);
    expect(settle.at(-1)).toBeCloseTo(ramp[(played - 1) % LENGTH] + offset, 5);
  });

  it('steps no further than the material at start, stop, jump, loop and switch', () => {
    const mixer = createPairMixer(constantPair());
    mixer.play();
    const parts = [rendered(mixer, 10)];
    mixer.switchTo('b');
    parts.push(rendered(mixer, 2));
    mixer.switchTo('a');
    parts.push(rendered(mixer, 10));
    mixer.seek(LENGTH - 1000);
    parts.push(rendered(mixer, 20));
    mixer.pause();
    parts.push(rendered(mixer, 5));
    const out = Float32Array.from(parts.flatMap((part) => [...part]));
    const steepestFade = Math.max(2 * (Math.PI / 2 / SWITCH_FADE_SAMPLES), 2 / EDGE_FADE_SAMPLES);
    expect(largestStep(out)).toBeLessThanOrEqual(steepestFade);
    expect(out.at(-1)).toBe(0);
  });

  it('counts what was heard of each', () => {
    const mixer = createPairMixer(constantPair());
    rendered(mixer, 3);
    mixer.play();
    rendered(mixer, 10);
    mixer.switchTo('b');
    rendered(mixer, 4);
    expect(mixer.heardSamples).toEqual({ a: 10 * BLOCK, b: 4 * BLOCK });
  });
});
