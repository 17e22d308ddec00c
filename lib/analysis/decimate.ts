/** Lower sample rates for what happens at low frequencies. */

/** Half-length of the low-pass in output samples: about 80 dB outside the transition band. */
const HALF_LENGTH = 8;

/**
 * Every `factor`-th sample after a windowed-sinc low-pass (Blackman, cut-off at 0.42 of the new rate).
 * Output sample i stands at input sample i · factor.
 */
export function decimate(signal: Float32Array, factor: number): Float32Array {
  const half = HALF_LENGTH * factor;
  const taps = new Float32Array(2 * half + 1);
  const cutoff = 0.84 / factor;
  let sum = 0;
  for (let i = -half; i <= half; i++) {
    const sinc = i === 0 ? cutoff : Math.sin(Math.PI * cutoff * i) / (Math.PI * i);
    const turn = (Math.PI * (i + half)) / half;
    const window = 0.42 - 0.5 * Math.cos(turn) + 0.08 * Math.cos(2 * turn);
    taps[i + half] = sinc * window;
    sum += taps[i + half];
  }
  for (let i = 0; i < taps.length; i++) taps[i] /= sum;
  const output = new Float32Array(Math.ceil(signal.length / factor));
  for (let i = 0; i < output.length; i++) {
    const centre = i * factor;
    const from = Math.max(0, centre - half);
    const to = Math.min(signal.length - 1, centre + half);
    let value = 0;
    for (let j = from; j <= to; j++) value += signal[j] * taps[j - centre + half];
    output[i] = value;
  }
  return output;
}
