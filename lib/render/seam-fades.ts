/** Fades over the few milliseconds in which one piece of a sound takes over from another of the same sound. */

export interface SeamFades {
  fadeIn: Float32Array;
  fadeOut: Float32Array;
}

/** Straight lines, for two pieces that are the same sample by sample. */
export function straightFades(lengthSamples: number): SeamFades {
  return fadesFor(lengthSamples, 1);
}

/**
 * Fades that keep the level whatever the phases of the two: straight where they are the same, of equal power
 * where they have nothing in common, and in between by their correlation.
 * Source: M. Fink, M. Holters, U. Zölzer, "Signal-matched power-complementary cross-fading and dry-wet
 * mixing", DAFx 2016.
 */
export function matchedFades(
  before: readonly Float32Array[],
  after: readonly Float32Array[],
): SeamFades {
  let common = 0;
  let powerBefore = 0;
  let powerAfter = 0;
  before.forEach((channel, index) => {
    const other = after[index];
    for (let i = 0; i < channel.length; i++) {
      common += channel[i] * other[i];
      powerBefore += channel[i] * channel[i];
      powerAfter += other[i] * other[i];
    }
  });
  const correlation = common / Math.sqrt(powerBefore * powerAfter);
  return fadesFor(before[0].length, Math.min(Math.max(correlation || 0, 0), 1));
}

function fadesFor(lengthSamples: number, correlation: number): SeamFades {
  const fadeIn = new Float32Array(lengthSamples);
  const fadeOut = new Float32Array(lengthSamples);
  for (let i = 0; i < lengthSamples; i++) {
    const share = (i + 0.5) / lengthSamples;
    const rest = 1 - share;
    const level = Math.sqrt(share * share + rest * rest + 2 * correlation * share * rest);
    fadeIn[i] = share / level;
    fadeOut[i] = rest / level;
  }
  return { fadeIn, fadeOut };
}
