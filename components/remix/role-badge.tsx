/** Whether a deck sings or plays. */
import { otherSide, type SongSide } from '@/lib/music/stem-names';
import { Icon } from '../ui/icon';
import styles from './role-badge.module.css';

export function RoleBadge({ side, singer }: { side: SongSide; singer: SongSide | null }) {
  if (singer === null) return <span className={styles.open}>sings or plays</span>;
  const sings = singer === side;
  return (
    <span
      className={sings ? styles.sings : styles.plays}
      title={
        sings
          ? 'The voice comes from this song'
          : `The beat comes from this song, the voice from deck ${otherSide(side).toUpperCase()}`
      }
    >
      <Icon name={sings ? 'voice' : 'music'} size={14} />
      {sings ? 'Sings' : 'Plays'}
    </span>
  );
}
