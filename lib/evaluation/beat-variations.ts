/** The metrical levels at which a listener may tap along: given, off-beat, double, half (odd and even). */

/**
 * Variations of a beat sequence in the order: as given, off-beats, double tempo, half tempo from the
 * first beat, half tempo from the second.
 */
export function beatVariations(beats: readonly number[]): number[][] {
  const double: number[] = [];
  const offBeats: number[] = [];
  beats.forEach((beat, index) => {
    if (index > 0) {
      const between = beats[index - 1] + 0.5 * (beat - beats[index - 1]);
      double.push(between);
      offBeats.push(between);
    }
    double.push(beat);
  });
  return [
    [...beats],
    offBeats,
    double,
    beats.filter((_, index) => index % 2 === 0),
    beats.filter((_, index) => index % 2 === 1),
  ];
}
