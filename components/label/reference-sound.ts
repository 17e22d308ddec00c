/** The sounds of the set-up: noise at the loudness of the previews, and a tone on one side only. */
import { createRandom } from '@/lib/base/random';

const NOISE_SECONDS = 4;
/** Pink noise of this RMS is at about -12 LUFS, the loudness of every preview. */
const NOISE_RMS = 0.18;
const TONE_HZ = 440;
const TONE_SECONDS = 1.2;
const TONE_GAIN = 0.15;

export class ReferenceSound {
  private context: AudioContext | null = null;
  private source: AudioScheduledSourceNode | null = null;

  /** Pink noise, round and round, until something else is played or it is stopped. */
  async playNoise(): Promise<void> {
    const context = await this.started();
    const buffer = context.createBuffer(1, NOISE_SECONDS * context.sampleRate, context.sampleRate);
    buffer.copyToChannel(pinkNoise(buffer.length), 0);
    const noise = new AudioBufferSourceNode(context, { buffer, loop: true });
    noise.connect(context.destination);
    this.play(noise);
  }

  /** A tone in the left channel. */
  async playLeft(): Promise<void> {
    const context = await this.started();
    const tone = new OscillatorNode(context, { frequency: TONE_HZ });
    const level = new GainNode(context, { gain: 0 });
    const now = context.currentTime;
    level.gain.linearRampToValueAtTime(TONE_GAIN, now + 0.05);
    level.gain.setValueAtTime(TONE_GAIN, now + TONE_SECONDS - 0.1);
    level.gain.linearRampToValueAtTime(0, now + TONE_SECONDS);
    tone
      .connect(level)
      .connect(new StereoPannerNode(context, { pan: -1 }))
      .connect(context.destination);
    this.play(tone);
    tone.stop(now + TONE_SECONDS);
  }

  stop(): void {
    this.source?.stop();
    this.source = null;
  }

  dispose(): void {
    this.stop();
    void this.context?.close();
    this.context = null;
  }

  private play(source: AudioScheduledSourceNode): void {
    this.stop();
    this.source = source;
    source.start();
  }

  private async started(): Promise<AudioContext> {
    this.context ??= new AudioContext();
    await this.context.resume();
    return this.context;
  }
}

/** White noise through Paul Kellet's filter, which falls by 3 dB an octave. */
function pinkNoise(samples: number): Float32Array<ArrayBuffer> {
  const random = createRandom(1);
  const noise = new Float32Array(samples);
  const state = [0, 0, 0];
  let power = 0;
  for (let i = 0; i < samples; i++) {
    const white = random.next() * 2 - 1;
    state[0] = 0.99765 * state[0] + white * 0.099046;
    state[1] = 0.963 * state[1] + white * 0.2965164;
    state[2] = 0.57 * state[2] + white * 1.0526913;
    noise[i] = state[0] + state[1] + state[2] + white * 0.1848;
    power += noise[i] ** 2;
  }
  const gain = NOISE_RMS / Math.sqrt(power / samples);
  for (let i = 0; i < samples; i++) noise[i] *= gain;
  return noise;
}
