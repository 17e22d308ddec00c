/** Spelling: a table of the usual slips, and the nearest known word for long words. */

/** Usual slips and contractions that no edit distance should have to find. */
const USUAL_SLIPS: Readonly<Record<string, string>> = {
  vocal: 'vocal',
  vocla: 'vocals',
  voclas: 'vocals',
  vocles: 'vocals',
  vokals: 'vocals',
  drumms: 'drums',
  durms: 'drums',
  bas: 'bass',
  base: 'bass',
  baseline: 'bassline',
  intrumental: 'instrumental',
  instramental: 'instrumental',
  build: 'build',
  buidl: 'build',
  bulid: 'build',
  biuld: 'build',
  slowley: 'slowly',
  slowy: 'slowly',
  slwoly: 'slowly',
  fasster: 'faster',
  fatser: 'faster',
  chil: 'chill',
  chll: 'chill',
  melow: 'mellow',
  melo: 'mellow',
  huse: 'house',
  hosue: 'house',
  tehcno: 'techno',
  tecno: 'techno',
  tekno: 'techno',
  dubsep: 'dubstep',
  ragaeton: 'reggaeton',
  regeton: 'reggaeton',
  regaeton: 'reggaeton',
  raggaeton: 'reggaeton',
  croosfade: 'crossfade',
  crosfade: 'crossfade',
  filtre: 'filter',
  energey: 'energy',
  enegry: 'energy',
  crazzy: 'crazy',
  carzy: 'crazy',
  wierd: 'weird',
  experemental: 'experimental',
  minuets: 'minutes',
  minuts: 'minutes',
  minutess: 'minutes',
  secconds: 'seconds',
  secounds: 'seconds',
  secs: 'seconds',
  sec: 'seconds',
  second: 'seconds',
  mins: 'minutes',
  min: 'minutes',
  minute: 'minutes',
  smoth: 'smooth',
  wihtout: 'without',
  whitout: 'without',
  witout: 'without',
  w: 'with',
  mashap: 'mashup',
};

/** Shortest word that is matched by distance: shorter ones have too many neighbours. */
const SHORTEST_FUZZY = 6;
/** From this length on two slips are forgiven. */
const LONG_WORD = 9;

/**
 * The known word that was meant, or the word itself. A long unknown word takes the nearest known word
 * of the same first letter within one edit (two from nine letters on), where only one is nearest.
 */
export function correctSpelling(word: string, known: ReadonlySet<string>): string {
  if (known.has(word)) return word;
  const slip = USUAL_SLIPS[word];
  if (slip !== undefined) return slip;
  if (word.length < SHORTEST_FUZZY || /\d/.test(word)) return word;
  const reach = word.length >= LONG_WORD ? 2 : 1;
  let best: string | null = null;
  let bestDistance = reach + 1;
  let isUnique = true;
  for (const candidate of known) {
    if (candidate[0] !== word[0] || Math.abs(candidate.length - word.length) > reach) continue;
    if (candidate.length < SHORTEST_FUZZY - 1) continue;
    const distance = editDistance(word, candidate);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
      isUnique = true;
    } else if (distance === bestDistance) {
      isUnique = false;
    }
  }
  return best !== null && isUnique ? best : word;
}

/** Edit distance with neighbouring letters exchanged as one edit (optimal string alignment). */
export function editDistance(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, j) => j);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const substitution = last[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1);
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, substitution);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
      }
    }
    beforeLast = last;
    last = row;
  }
  return last[other.length];
}
