/**
 * A pair played by two looped sources: close to the audio thread's player, but its fades and counts follow
 * the page's clock. For browsers that cannot load the player.
 */
import { SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import type { LabelSide } from '@/lib/labels/pairwise-label';
import { SWITCH_FADE_SAMPLES } from '@/lib/labels/player/pair-mixer';
import type { PairPlayerReport } from '@/lib/labels/player/pair-player-messages';
import type { PairOutput } from './pair-output';

const REPORT_INTERVAL_MS = 50;

/** Two sources started together and looped, of which a fader lets one be heard. */
export function loopedPair(
  context: AudioContext,
  report: (seen: PairPlayerReport) => void,
): PairOutput {
  let buffers: Record<LabelSide, AudioBuffer> | null = null;
  let sources: AudioBufferSourceNode[] = [];
  let side: LabelSide = 'a';
  let isPlaying = false;
  let startedAt = 0;
  let offsetSeconds = 0;
  let countedAt = 0;
  const heardSamples = { a: 0, b: 0 };
  const faders = { a: context.createGain(), b: context.createGain() };
  for (const fader of Object.values(faders)) fader.connect(context.destination);
  faders.b.gain.value = 0;
  const lengthSeconds = () => buffers?.a.duration ?? 1;
  const position = () =>
    (offsetSeconds + (isPlaying ? context.currentTime - startedAt : 0)) % lengthSeconds();
  const count = () => {
    if (isPlaying) heardSamples[side] += (context.currentTime - countedAt) * SAMPLE_RATE_HZ;
    countedAt = context.currentTime;
  };
  const tell = () => {
    count();
    report({
      position: position() * SAMPLE_RATE_HZ,
      side,
      isPlaying,
      heardSamples: { ...heardSamples },
    });
  };
  const stop = () => {
    count();
    offsetSeconds = position();
    for (const source of sources) source.stop();
    sources = [];
    isPlaying = false;
  };
  const start = () => {
    if (!buffers || isPlaying) return;
    startedAt = context.currentTime + 0.02;
    countedAt = startedAt;
    sources = (['a', 'b'] as const).map((which) => {
      const source = new AudioBufferSourceNode(context, { buffer: buffers![which], loop: true });
      source.connect(faders[which]);
      source.start(startedAt, offsetSeconds);
      return source;
    });
    isPlaying = true;
  };
  const fade = (which: LabelSide, to: 0 | 1) => {
    const { gain } = faders[which];
    gain.cancelScheduledValues(context.currentTime);
    gain.setTargetAtTime(to, context.currentTime, SWITCH_FADE_SAMPLES / SAMPLE_RATE_HZ / 4);
  };
  const hear = (which: LabelSide) => {
    side = which;
    fade('a', side === 'a' ? 1 : 0);
    fade('b', side === 'b' ? 1 : 0);
  };
  const timer = setInterval(() => {
    if (isPlaying) tell();
  }, REPORT_INTERVAL_MS);
  return {
    send(command) {
      if (command.kind === 'load') {
        stop();
        buffers = {
          a: bufferOf(context, command.sounds.a),
          b: bufferOf(context, command.sounds.b),
        };
        offsetSeconds = 0;
        hear('a');
        Object.assign(heardSamples, { a: 0, b: 0 });
      } else if (command.kind === 'play') start();
      else if (command.kind === 'pause') stop();
      else if (command.kind === 'switch') {
        count();
        hear(command.to);
      } else {
        const wasPlaying = isPlaying;
        stop();
        offsetSeconds = command.sample / SAMPLE_RATE_HZ;
        if (wasPlaying) start();
      }
      tell();
    },
    dispose() {
      clearInterval(timer);
      stop();
    },
  };
}

function bufferOf(context: AudioContext, channels: readonly Float32Array[]): AudioBuffer {
  const buffer = context.createBuffer(channels.length, channels[0].length, SAMPLE_RATE_HZ);
  channels.forEach((channel, index) => {
    buffer.copyToChannel(channel as Float32Array<ArrayBuffer>, index);
  });
  return buffer;
}
