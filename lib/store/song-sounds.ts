/** The files of a song's sounds: the mix, and its stems in the folder that the song's record names. */
import { type Pcm, releaseBuffer } from '@/lib/audio/pcm';
import { STEM_NAMES } from '@/lib/music/stem-names';
import { type AudioFiles, MIX_PART, SONGS_FOLDER, type SongPart } from './audio-files';
import { packPcm, unpackPcm } from './packed-pcm';

/** Stems of a song's first split lie beside its mix. */
export const FIRST_STEMS = '';

export class SongSounds {
  constructor(private readonly files: AudioFiles) {}

  write(id: string, part: SongPart, stemFolder: string, pcm: Pcm): Promise<void> {
    return this.files.write(path(id, part, stemFolder), packPcm(pcm, 'int16'));
  }

  /** null where it is gone. */
  async read(id: string, part: SongPart, stemFolder: string): Promise<Pcm | null> {
    const bytes = await this.files.read(path(id, part, stemFolder));
    if (!bytes) return null;
    const pcm = unpackPcm(bytes);
    releaseBuffer(bytes);
    return pcm;
  }

  /** A stretch of the file of a sound; null where it is gone. */
  readBytes(
    id: string,
    part: SongPart,
    stemFolder: string,
    stretch: { from: number; to: number },
  ): Promise<ArrayBuffer | null> {
    return this.files.read(path(id, part, stemFolder), stretch);
  }

  async removeStems(id: string, stemFolder: string): Promise<void> {
    if (stemFolder !== FIRST_STEMS) await this.files.remove(`${folder(id)}/${stemFolder}`);
    else for (const stem of STEM_NAMES) await this.files.remove(path(id, stem, FIRST_STEMS));
  }

  remove(id: string): Promise<void> {
    return this.files.remove(folder(id));
  }

  /** Names of all that have sounds here. */
  songIds(): Promise<string[]> {
    return this.files.listFolders(SONGS_FOLDER);
  }

  /** Folders of stems besides the first ones. */
  stemFolders(id: string): Promise<string[]> {
    return this.files.listFolders(folder(id));
  }
}

/** The folder for the stems that come after those of another: "stems-2" after the first. */
export function folderAfter(stemFolder: string): string {
  const count = stemFolder === FIRST_STEMS ? 1 : Number(stemFolder.split('-')[1]);
  return `stems-${count + 1}`;
}

const folder = (id: string) => `${SONGS_FOLDER}/${id}`;

function path(id: string, part: SongPart, stemFolder: string): string {
  const isBesideMix = part === MIX_PART || stemFolder === FIRST_STEMS;
  return isBesideMix ? `${folder(id)}/${part}` : `${folder(id)}/${stemFolder}/${part}`;
}
