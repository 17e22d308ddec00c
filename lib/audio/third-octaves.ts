/** Bands of a third of an octave over the range in which music has its energy. */

const BANDS_PER_OCTAVE = 3;
const LOWEST_HZ = 60;
const HIGHEST_HZ = 14000;

/** First bin of each band, and the end of the last; bands at the bottom that share a bin are one. */
export function thirdOctaveEdges(hzPerBin: number): number[] {
  const edges: number[] = [];
  for (let octave = 0; ; octave += 1 / BANDS_PER_OCTAVE) {
    const hz = LOWEST_HZ * 2 ** octave;
    if (hz > HIGHEST_HZ) return edges;
    const bin = Math.round(hz / hzPerBin);
    if (bin !== edges.at(-1)) edges.push(bin);
  }
}
