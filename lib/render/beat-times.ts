/** Beats and seconds: a grid of beat times that can be asked between its beats and beyond its ends. */

/** Beats beyond an end follow the mean tempo of so many beats before it. */
const EDGE_BEATS = 4;

/** Beat times with straight lines between them; `seconds` is strictly rising and has at least two. */
export class BeatTimes {
  private readonly headSeconds: number;
  private readonly tailSeconds: number;

  constructor(readonly seconds: readonly number[]) {
    const last = seconds.length - 1;
    const edge = Math.min(EDGE_BEATS, last);
    this.headSeconds = (seconds[edge] - seconds[0]) / edge;
    this.tailSeconds = (seconds[last] - seconds[last - edge]) / edge;
  }

  /** Index of the last beat. */
  get lastBeat(): number {
    return this.seconds.length - 1;
  }

  /** Time of a beat, which may be fractional, negative or beyond the last. */
  at(beat: number): number {
    if (beat <= 0) return this.seconds[0] + beat * this.headSeconds;
    if (beat >= this.lastBeat) {
      return this.seconds[this.lastBeat] + (beat - this.lastBeat) * this.tailSeconds;
    }
    const whole = Math.floor(beat);
    const from = this.seconds[whole];
    return from + (beat - whole) * (this.seconds[whole + 1] - from);
  }

  /** The beat at a time; the inverse of {@link at}. */
  beatAt(time: number): number {
    const { seconds, lastBeat } = this;
    if (time <= seconds[0]) return (time - seconds[0]) / this.headSeconds;
    if (time >= seconds[lastBeat]) return lastBeat + (time - seconds[lastBeat]) / this.tailSeconds;
    let low = 0;
    let high = lastBeat - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (seconds[middle] <= time) low = middle;
      else high = middle - 1;
    }
    return low + (time - seconds[low]) / (seconds[low + 1] - seconds[low]);
  }
}
