/** Half the sample rate, for signals whose top octave nobody looks at. */

/**
 * Odd taps (1, 3, 5, 7, 9 samples from the middle) of a half-band low-pass: a Blackman-windowed sinc of 19
 * taps, flat to 0.18 of the old rate and 50 dB down from 0.32 of it; the even ones are zero, the middle 0.5.
 */
const HALF_BAND = halfBandTaps(9);

function halfBandTaps(reach: number): readonly number[] {
  const taps: number[] = [];
  for (let n = 1; n <= reach; n += 2) {
    const turn = (Math.PI * n) / (reach + 1);
    const window = 0.42 + 0.5 * Math.cos(turn) + 0.08 * Math.cos(2 * turn);
    taps.push((Math.sin((Math.PI * n) / 2) / (Math.PI * n)) * window);
  }
  // The two sides and the middle sum to one.
  const sum = taps.reduce((a, b) => a + b);
  return taps.map((tap) => (tap * 0.25) / sum);
}

/** Output sample i stands at input sample 2 i; beyond its ends the signal is silent. */
export function halveRate(signal: Float32Array): Float32Array {
  const [a, b, c, d, e] = HALF_BAND;
  const output = new Float32Array(Math.ceil(signal.length / 2));
  const safeFrom = 5;
  const safeTo = Math.floor((signal.length - 10) / 2);
  const at = (i: number) => (i >= 0 && i < signal.length ? signal[i] : 0);
  for (let i = 0; i < output.length; i++) {
    const m = 2 * i;
    if (i >= safeFrom && i < safeTo) {
      output[i] =
        0.5 * signal[m] +
        a * (signal[m - 1] + signal[m + 1]) +
        b * (signal[m - 3] + signal[m + 3]) +
        c * (signal[m - 5] + signal[m + 5]) +
        d * (signal[m - 7] + signal[m + 7]) +
        e * (signal[m - 9] + signal[m + 9]);
    } else {
      output[i] = 0.5 * at(m);
      for (const [k, tap] of HALF_BAND.entries()) {
        output[i] += tap * (at(m - 2 * k - 1) + at(m + 2 * k + 1));
      }
    }
  }
  return output;
}
