/** Decibels and the ratios that they stand for. */

/** Amplitude ratio of a level: 0 dB is 1, -6.02 dB is one half. */
export function dbToAmplitude(db: number): number {
  return 10 ** (db / 20);
}

/** Level of an amplitude ratio; -Infinity for 0. */
export function amplitudeToDb(amplitude: number): number {
  return 20 * Math.log10(amplitude);
}

/** Level of a power ratio; -Infinity for 0. */
export function powerToDb(power: number): number {
  return 10 * Math.log10(power);
}
