/** What was found out about a song, in figures, with how sure that is. */
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import { isSameKey, keyName } from '@/lib/music/key';
import { LIMITS } from '@/lib/plan/constraints/limits';
import type { SongDetails, SongSummary } from '@/lib/store/song-record-schema';
import { formatBpm, formatDecibels, formatTime } from '../ui/format';
import { provenanceText } from './corrections/provenance-text';
import styles from './song-analysis-facts.module.css';

interface Fact {
  name: string;
  value: string;
  unit?: string;
  note: string;
}

export function SongAnalysisFacts({
  song,
  details,
}: {
  song: SongSummary;
  details: Pick<SongDetails, 'analysis' | 'corrections'>;
}) {
  return (
    <dl className={styles.facts} aria-label="Analysis">
      {factsOf(song, details).map(({ name, value, unit, note }) => (
        <div key={name} className={styles.fact}>
          <dt>{name}</dt>
          <dd className={styles.value}>
            {value} {unit && <span className={styles.unit}>{unit}</span>}
          </dd>
          <dd className={styles.note}>{note}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Whether essentia hears the same key. */
function opinion(key: SongAnalysis['key']): string {
  const { secondOpinion } = key;
  if (!secondOpinion) return '';
  return isSameKey(secondOpinion, key)
    ? '; essentia agrees'
    : `; essentia hears ${keyName(secondOpinion)}`;
}

/** Where the song moves to, in the order of the keys. */
function changes({ keyOverTime }: SongAnalysis): string {
  const later = keyOverTime?.spans.slice(1).map(({ camelot }) => camelot) ?? [];
  return later.length === 0 ? '' : `; then ${later.join(', ')}`;
}

function factsOf(
  { durationSeconds }: SongSummary,
  { analysis, corrections }: Pick<SongDetails, 'analysis' | 'corrections'>,
): Fact[] {
  const { key, confidence, tempoAlternativesBpm } = analysis;
  const alternatives = tempoAlternativesBpm.slice(0, 2).map(formatBpm).join(' or ');
  /** How sure a measured value is; any other says where it is from. */
  const trust = (part: keyof SongAnalysis['provenance'], measured: string) => {
    const isMeasured = analysis.provenance[part] === 'measured';
    if (isMeasured) return measured;
    const text = provenanceText(part, analysis, corrections);
    return text[0].toLowerCase() + text.slice(1);
  };
  return [
    {
      name: 'Tempo',
      value: formatBpm(analysis.tempoBpm),
      unit: 'BPM',
      note: `${trust('grid', sure(confidence.tempo))}${alternatives && `; else ${alternatives}`}`,
    },
    {
      name: 'Grid',
      value: analysis.isGridConstant ? 'Constant' : 'Live',
      unit: `${analysis.beatsPerBar}/4`,
      note: trust('grid', `beats ${sure(confidence.beats)}, bars ${sure(confidence.downbeats)}`),
    },
    {
      name: 'Key',
      value: key.camelot,
      unit: keyName(key),
      note: `${trust('key', sure(key.confidence))}${tuning(key.tuningCents)}${opinion(key)}${changes(analysis)}`,
    },
    {
      name: 'Length',
      value: formatTime(durationSeconds),
      note: `${analysis.downbeatsSeconds.length} bars in ${analysis.sections.length} parts`,
    },
    {
      name: 'Loudness',
      value: formatDecibels(analysis.integratedLufs),
      unit: 'LUFS',
      note: 'integrated, before any change',
    },
    {
      name: 'Voice',
      value: String(analysis.vocalPhrases.length),
      unit: analysis.vocalPhrases.length === 1 ? 'phrase' : 'phrases',
      note: `that can be borrowed whole${cleanness(analysis)}`,
    },
  ];
}

/** How much of its stem is the voice, and what follows from it. */
function cleanness({ stemQuality, vocalPhrases }: SongAnalysis): string {
  if (!stemQuality || vocalPhrases.length === 0) return '';
  const { vocals } = stemQuality;
  const stands = vocals < LIMITS.soloStemQuality ? ', too little to stand alone in most parts' : '';
  return `; about ${Math.round(vocals * 100)} % of its stem is voice${stands}`;
}

function sure(confidence: number): string {
  return `${Math.round(confidence * 100)} % sure`;
}

/** Less than this nobody hears. */
const AUDIBLE_CENTS = 5;

function tuning(cents: number): string {
  if (Math.abs(cents) < AUDIBLE_CENTS) return '';
  return `, tuned ${Math.abs(Math.round(cents))} cents ${cents > 0 ? 'sharp' : 'flat'}`;
}
