/** Reading our own projects back, to be sure that nothing is lost on the way out. */
import { readXml, type XmlAttributes } from '@/lib/analysis/dj-library/xml-events';
import { SegueError } from '@/lib/base/errors';
import { readZip } from '@/lib/base/zip';
import type { DawClip, DawMarker, DawPoint, DawTrack } from './daw-project';

export interface ReadTrack extends Omit<DawTrack, 'pcm'> {
  clips: DawClip[];
  volume: DawPoint[];
}

export interface ReadDawProject {
  tempoBpm: number;
  beatsPerBar: number;
  tempoPoints: DawPoint[];
  tracks: ReadTrack[];
  markers: DawMarker[];
  /** Everything in the archive. */
  files: Map<string, Uint8Array>;
}

/** @throws SegueError `format-unsupported`, `library-unreadable` where it is no project of ours */
export async function readDawProject(archive: Uint8Array): Promise<ReadDawProject> {
  const files = readZip(archive);
  const xml = files.get('project.xml');
  if (!xml) {
    throw new SegueError(
      'format-unsupported',
      'There is no project.xml in this archive: it is no DAWproject. Export it again.',
    );
  }
  const project: ReadDawProject = {
    tempoBpm: 0,
    beatsPerBar: 0,
    tempoPoints: [],
    tracks: [],
    markers: [],
    files,
  };
  let lane: ReadTrack | undefined;
  let points: DawPoint[] = [];
  const number = (attributes: XmlAttributes, name: string) => Number(attributes[name]);
  await readXml(xml, {
    open(name, attributes) {
      const of = (attribute: string) => number(attributes, attribute);
      if (name === 'Tempo') project.tempoBpm = of('value');
      else if (name === 'TimeSignature') project.beatsPerBar = of('numerator');
      else if (name === 'Track') project.tracks.push(newTrack(attributes));
      else if (name === 'Lanes') lane = project.tracks.find(({ id }) => id === attributes.track);
      else if (name === 'TempoAutomation') points = project.tempoPoints;
      else if (name === 'Points') points = lane?.volume ?? [];
      else if (name === 'RealPoint') points.push({ beat: of('time'), value: of('value') });
      else if (name === 'Clip') lane?.clips.push(clipOf(attributes));
      else if (name === 'File' && lane) lane.file = attributes.path ?? '';
      else if (name === 'Marker') {
        project.markers.push({ beat: of('time'), title: attributes.name ?? '' });
      }
    },
    close() {},
  });
  // The master has no sound of its own.
  project.tracks = project.tracks.filter(({ id }) => id !== 'master');
  return project;
}

function newTrack({ id = '', name = '', color = '' }: XmlAttributes): ReadTrack {
  return { id, name, color, file: '', clips: [], volume: [] };
}

function clipOf({ name = '', time, duration, playStart }: XmlAttributes): DawClip {
  return {
    title: name,
    startBeat: Number(time),
    lengthBeats: Number(duration),
    sourceSeconds: Number(playStart),
  };
}
