import { describe, expect, it } from 'vitest';
import type { TensorDescription } from '@/lib/onnx/model';
import { readModelForm } from './model-form';

const float = (name: string, ...dims: (number | string)[]): TensorDescription => ({
  name,
  type: 'float32',
  dims,
});

describe('readModelForm', () => {
  it('knows the form that takes the waveform alone', () => {
    const form = readModelForm({
      inputs: [float('mix', 1, 2, 343980)],
      outputs: [float('stems', 1, 4, 2, 343980)],
    });
    expect(form).toEqual({
      segmentSamples: 343980,
      waveformInput: 'mix',
      spectrogramInput: null,
      waveformOutput: 'stems',
      spectralOutput: null,
      stems: ['drums', 'bass', 'other', 'vocals'],
    });
  });

  it('knows the form with a spectrogram, whatever its parts are called and in whatever order', () => {
    const form = readModelForm({
      inputs: [float('x', 1, 4, 2048, 336), float('input', 1, 2, 343980)],
      outputs: [float('output', 1, 4, 4, 2048, 336), float('add_67', 1, 4, 2, 343980)],
    });
    expect(form).toMatchObject({
      waveformInput: 'input',
      spectrogramInput: 'x',
      waveformOutput: 'add_67',
      spectralOutput: { name: 'output', kind: 'spectrum' },
    });
    const mask = readModelForm({
      inputs: [float('mix', 1, 2, 343980), float('mag', 1, 4, 2048, 336)],
      outputs: [float('mask', 1, 4, 2, 2048, 336)],
    });
    expect(mask).toMatchObject({ waveformOutput: null, spectralOutput: { kind: 'mask' } });
  });

  it('takes lengths that are left open and other segments', () => {
    const open = readModelForm({
      inputs: [float('mix', 'batch', 2, 'samples')],
      outputs: [float('stems', 'batch', 4, 2, 'samples')],
    });
    expect(open.segmentSamples).toBe(343980);
    const short = readModelForm({
      inputs: [float('mix', 1, 2, 171990), float('mag', 1, 4, 2048, 168)],
      outputs: [float('spectra', 1, 4, 4, 2048, 168)],
    });
    expect(short.segmentSamples).toBe(171990);
  });

  it('takes the order from the manifest and sums what is not one of the four into the rest', () => {
    const outputs = [float('stems', 1, 6, 2, 343980)];
    const inputs = [float('mix', 1, 2, 343980)];
    expect(readModelForm({ inputs, outputs }).stems.slice(4)).toEqual(['other', 'other']);
    const order = ['piano', 'vocals', 'drums', 'bass', 'other', 'guitar'];
    expect(readModelForm({ inputs, outputs }, order).stems).toEqual([
      'other',
      'vocals',
      'drums',
      'bass',
      'other',
      'other',
    ]);
  });

  const good = {
    inputs: [float('mix', 1, 2, 343980)],
    outputs: [float('stems', 1, 4, 2, 343980)],
  };
  it.each([
    ['an image model', { ...good, inputs: [float('image', 1, 3, 224, 224)] }],
    ['a mono model', { ...good, inputs: [float('mix', 1, 1, 343980)] }],
    ['no output', { ...good, outputs: [] }],
    ['five stems', { ...good, outputs: [float('stems', 1, 5, 2, 343980)] }],
    ['an unknown input', { ...good, inputs: [...good.inputs, float('gain', 1)] }],
    ['other frames', { ...good, inputs: [...good.inputs, float('mag', 1, 4, 2048, 300)] }],
    ['a segment of no length', { ...good, inputs: [float('mix', 1, 2, 0)] }],
  ])('refuses %s with a sentence', (_, description) => {
    expect(() => readModelForm(description)).toThrow(/not an HTDemucs export: it takes .* Choose/);
  });

  it('refuses 16-bit floats at its doors', () => {
    const half = { inputs: [{ ...good.inputs[0], type: 'float16' }], outputs: good.outputs };
    expect(() => readModelForm(half)).toThrow(/float16.*32-bit floats/);
  });
});
