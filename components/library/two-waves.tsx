/** A picture of what the studio does: one waveform hands over to another. */
import { COLORS } from '../theme/colors';
import styles from './two-waves.module.css';

const BARS = 64;
const WIDTH = 640;
const HEIGHT = 120;
const STEP = WIDTH / BARS;

/** Heights as a pattern of beats with a swell: 0 to 1. */
const bar = (index: number) => {
  const beat = [1, 0.45, 0.7, 0.38][index % 4];
  const swell = 0.55 + 0.45 * Math.sin(index * 0.31) * Math.cos(index * 0.12);
  return Math.max(0.08, beat * swell);
};

/** The first song's share of a bar: whole at the left, gone at the right. */
const shareOfA = (index: number) => {
  const x = Math.min(Math.max((index / BARS - 0.32) / 0.36, 0), 1);
  return Math.cos((x * Math.PI) / 2);
};

export function TwoWaves() {
  const bars = Array.from({ length: BARS }, (_, index) => index);
  return (
    <svg className={styles.waves} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      {bars.map((index) => (
        <Bar key={index} index={index} share={shareOfA(index)} color={COLORS.songA} />
      ))}
      {bars.map((index) => (
        <Bar
          key={index}
          index={index}
          share={Math.sqrt(1 - shareOfA(index) ** 2)}
          color={COLORS.songB}
          shift={7}
        />
      ))}
    </svg>
  );
}

function Bar({
  index,
  share,
  color,
  shift = 0,
}: {
  index: number;
  share: number;
  color: string;
  shift?: number;
}) {
  const height = Number((bar(index + shift) * HEIGHT * share).toFixed(1));
  if (height < 3) return null;
  return (
    <rect
      x={index * STEP + 2}
      y={(HEIGHT - height) / 2}
      width={STEP - 4}
      height={height}
      rx={(STEP - 4) / 2}
      fill={color}
      opacity={0.9}
    />
  );
}
