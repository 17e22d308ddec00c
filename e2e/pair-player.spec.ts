import { createRandom } from '@/lib/base/random';
import type { LabelSide } from '@/lib/labels/pairwise-label';
import { createPairMixer, SWITCH_FADE_SAMPLES } from '@/lib/labels/player/pair-mixer';
import { expect, test } from './support/studio';

const BLOCK = 128;
const BLOCKS = 900;
const LENGTH = 60_000;
const SWITCHES = 100;

/** Two sounds that tell at every sample which is heard and where it stands. */
function sounds(): Record<LabelSide, number[]> {
  const ramp = Array.from({ length: LENGTH }, (_, i) => i / LENGTH / 4);
  return { a: ramp.map(Math.fround), b: ramp.map((value) => Math.fround(-value)) };
}

/** Blocks at which the side is changed, in order. */
function switchBlocks(): number[] {
  const random = createRandom(4);
  const blocks = new Set<number>();
  while (blocks.size < SWITCHES) blocks.add(5 + random.integer(BLOCKS - 10));
  return [...blocks].sort((x, y) => x - y);
}

test('the player in the audio thread gives the mixer its samples, to the last one, through a hundred switches', async ({
  page,
}) => {
  await page.goto('/system');
  const { a, b } = sounds();
  const blocks = switchBlocks();
  const recorded = await page.evaluate(
    async ({ a, b, blocks, samples, block }) => {
      const context = new OfflineAudioContext(1, samples, 44_100);
      await context.audioWorklet.addModule('/generated/worklets/pair-player.worklet.js');
      const node = new AudioWorkletNode(context, 'segue-pair-player', {
        numberOfInputs: 0,
        outputChannelCount: [1],
      });
      node.connect(context.destination);
      const obeyed = (command: unknown) =>
        new Promise<void>((resolve) => {
          node.port.onmessage = () => resolve();
          node.port.postMessage(command);
        });
      const sounds = { a: [Float32Array.from(a)], b: [Float32Array.from(b)] };
      let side = 'a';
      for (const at of blocks) {
        void context.suspend((at * block) / 44_100).then(async () => {
          side = side === 'a' ? 'b' : 'a';
          await obeyed({ kind: 'switch', to: side });
          await context.resume();
        });
      }
      void context.suspend(0).then(async () => {
        await obeyed({ kind: 'load', sounds });
        await obeyed({ kind: 'play' });
        await context.resume();
      });
      const buffer = await context.startRendering();
      return [...buffer.getChannelData(0)];
    },
    { a, b, blocks, samples: BLOCKS * BLOCK, block: BLOCK },
  );

  const mixer = createPairMixer({ a: [Float32Array.from(a)], b: [Float32Array.from(b)] });
  mixer.play();
  const expected = new Float32Array(BLOCKS * BLOCK);
  for (let block = 0; block < BLOCKS; block++) {
    if (blocks.includes(block)) mixer.switchTo(mixer.side === 'a' ? 'b' : 'a');
    mixer.render([expected.subarray(block * BLOCK, (block + 1) * BLOCK)]);
  }
  const firstFault = recorded.findIndex((sample, i) => sample !== expected[i]);
  expect(firstFault, 'first sample that differs').toBe(-1);

  // Where no fade is on, the side that is heard stands where both stand: they have not drifted apart.
  const settled = blocks.findLast(
    (at, i) => (blocks[i + 1] ?? BLOCKS) * BLOCK - at * BLOCK > SWITCH_FADE_SAMPLES,
  )!;
  const sample = settled * BLOCK + SWITCH_FADE_SAMPLES;
  expect(Math.abs(recorded[sample])).toBe(a[sample % LENGTH]);
  let largestStep = 0;
  for (let i = 1; i < recorded.length; i++) {
    largestStep = Math.max(largestStep, Math.abs(recorded[i] - recorded[i - 1]));
  }
  // From full A to full B the steepest part of the fade moves both gains at once.
  const steepest = (0.25 * 2 * Math.PI) / 2 / SWITCH_FADE_SAMPLES + 1 / LENGTH;
  expect(largestStep).toBeLessThanOrEqual(steepest);
});
