/**
 * A remix as a project for a digital audio workstation: a track for each stem with its clips, its level as
 * automation, the tempo, and a marker at each section.
 * Source: DAWproject 1.0 by Bitwig, Project.xsd and MetaData.xsd (github.com/bitwig/dawproject).
 */
import { encodeWavChunks, unclippedDepth } from '@/lib/audio/wav';
import { type ZipEntry, zipChunks } from '@/lib/base/zip';
import type { DawClip, DawPoint, DawProject, DawTrack } from './daw-project';
import { element, XML_HEAD } from './xml-text';

const PROJECT_VERSION = '1.0';
const APPLICATION = { name: 'Segue', version: '1' };

/** A `.dawproject` file in pieces. */
export function dawProjectChunks(project: DawProject): Generator<Uint8Array> {
  const text = (xml: string) => [new TextEncoder().encode(xml)];
  const bitDepth = unclippedDepth(project.tracks.map(({ pcm }) => pcm));
  const files: ZipEntry[] = [
    { name: 'project.xml', pieces: text(projectXml(project)) },
    { name: 'metadata.xml', pieces: text(metaDataXml(project)) },
    ...project.tracks.map(({ file, pcm }) => ({
      name: file,
      pieces: encodeWavChunks(pcm, { bitDepth }),
    })),
  ];
  return zipChunks(files);
}

/** What the project is made of, as the format writes it. */
export function projectXml(project: DawProject): string {
  const { tracks, tempoBpm, beatsPerBar } = project;
  return (
    XML_HEAD +
    element('Project', { version: PROJECT_VERSION }, [
      element('Application', APPLICATION),
      element('Transport', {}, [
        element('Tempo', { id: 'tempo', name: 'Tempo', unit: 'bpm', value: tempoBpm }),
        element('TimeSignature', { id: 'time-signature', numerator: beatsPerBar, denominator: 4 }),
      ]),
      element('Structure', {}, [...tracks.map(trackXml), masterXml()]),
      arrangementXml(project),
      element('Scenes', {}),
    ])
  );
}

function metaDataXml({ title, artist, comment }: DawProject): string {
  return (
    XML_HEAD +
    element('MetaData', {}, [
      element('Title', {}, title),
      element('Artist', {}, artist),
      element('Comment', {}, comment),
    ])
  );
}

function trackXml({ id, name, color }: DawTrack): string {
  return element('Track', { id, name, color, contentType: 'audio', loaded: true }, [
    channelXml(id, 'regular', { destination: 'master-channel' }),
  ]);
}

function masterXml(): string {
  return element('Track', { id: 'master', name: 'Master', contentType: 'audio', loaded: true }, [
    channelXml('master', 'master', {}),
  ]);
}

function channelXml(id: string, role: string, attributes: Record<string, string>): string {
  return element(
    'Channel',
    { id: `${id}-channel`, role, audioChannels: 2, solo: false, ...attributes },
    [
      element('Mute', { id: `${id}-mute`, name: 'Mute', value: false }),
      element('Pan', {
        id: `${id}-pan`,
        name: 'Pan',
        min: 0,
        max: 1,
        unit: 'normalized',
        value: 0.5,
      }),
      element('Volume', {
        id: `${id}-volume`,
        name: 'Volume',
        min: 0,
        max: 2,
        unit: 'linear',
        value: 1,
      }),
    ],
  );
}

function arrangementXml({ tracks, markers, tempoPoints }: DawProject): string {
  return element('Arrangement', { id: 'arrangement' }, [
    element('Lanes', { id: 'lanes', timeUnit: 'beats' }, tracks.map(lanesXml)),
    markers.length > 0 &&
      element(
        'Markers',
        { id: 'markers', timeUnit: 'beats' },
        markers.map(({ beat, title }) => element('Marker', { time: beat, name: title })),
      ),
    tempoPoints.length > 0 &&
      element('TempoAutomation', { id: 'tempo-points', timeUnit: 'beats', unit: 'bpm' }, [
        element('Target', { parameter: 'tempo' }),
        ...tempoPoints.map((point) => pointXml(point, 'hold')),
      ]),
  ]);
}

function lanesXml({ id, clips, volume, file, pcm }: DawTrack): string {
  const { sampleRateHz, channels } = pcm;
  const audio = (index: number) =>
    element(
      'Audio',
      {
        id: `${id}-audio-${index}`,
        timeUnit: 'seconds',
        channels: channels.length,
        sampleRate: sampleRateHz,
        duration: channels[0].length / sampleRateHz,
      },
      [element('File', { path: file })],
    );
  const clipXml = ({ startBeat, lengthBeats, sourceSeconds, title }: DawClip, index: number) =>
    element(
      'Clip',
      {
        name: title,
        time: startBeat,
        duration: lengthBeats,
        contentTimeUnit: 'seconds',
        playStart: sourceSeconds,
      },
      [audio(index)],
    );
  return element('Lanes', { id: `${id}-lanes`, track: id }, [
    element('Clips', { id: `${id}-clips` }, clips.map(clipXml)),
    volume.length > 0 &&
      element('Points', { id: `${id}-volume-points`, unit: 'linear' }, [
        element('Target', { parameter: `${id}-volume` }),
        ...volume.map((point) => pointXml(point, 'linear')),
      ]),
  ]);
}

function pointXml({ beat, value }: DawPoint, interpolation: 'hold' | 'linear'): string {
  return element('RealPoint', { time: beat, value, interpolation });
}
