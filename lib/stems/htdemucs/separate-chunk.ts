/** One chunk through the network: waveform in, the waveform of each of the model's stems out. */
import { SegueError } from '@/lib/base/errors';
import type { FloatTensor, OnnxModel } from '@/lib/onnx/model';
import type { ModelForm } from './model-form';
import { SPECTRUM_BINS, SPECTRUM_PLANES, SpectralTransform } from './spectral-transform';

/** What is needed of a loaded model; another worker may hold it. */
export type Network = Pick<OnnxModel, 'run'>;

export class ChunkSeparator {
  private readonly transform: SpectralTransform | null;

  constructor(
    private readonly network: Network,
    private readonly form: ModelForm,
  ) {
    const usesSpectra = form.spectrogramInput !== null || form.spectralOutput !== null;
    this.transform = usesSpectra ? new SpectralTransform(form.segmentSamples) : null;
  }

  /**
   * @param waveform [2, segmentSamples], one channel after the other; it may be handed over and is not to
   *   be used afterwards
   * @returns [stems, 2, segmentSamples] in the model's order of stems
   * @throws SegueError `model-unusable` where the model fails or gives what are no samples
   */
  async separate(waveform: Float32Array): Promise<Float32Array> {
    const { form, transform } = this;
    const { segmentSamples, stems, waveformOutput, spectralOutput } = form;
    const spectrum = transform?.forward(waveform) ?? null;
    const inputs: Record<string, FloatTensor> = {
      [form.waveformInput]: { data: waveform, dims: [1, 2, segmentSamples] },
    };
    if (form.spectrogramInput !== null && spectrum && transform) {
      inputs[form.spectrogramInput] = {
        // A mask is for the mix's own spectrum, which has to be here still when the mask is back.
        data: spectralOutput?.kind === 'mask' ? spectrum.slice() : spectrum,
        dims: [1, SPECTRUM_PLANES, SPECTRUM_BINS, transform.frames],
      };
    }
    const outputs = await this.run(inputs);
    const samples = stems.length * 2 * segmentSamples;
    const waves = waveformOutput
      ? take(outputs, waveformOutput, samples)
      : new Float32Array(samples);
    if (spectralOutput && spectrum && transform) {
      const isMask = spectralOutput.kind === 'mask';
      const size =
        (isMask ? SPECTRUM_PLANES / 2 : SPECTRUM_PLANES) * SPECTRUM_BINS * transform.frames;
      const all = take(outputs, spectralOutput.name, stems.length * size);
      stems.forEach((_, stem) => {
        const own = all.subarray(stem * size, (stem + 1) * size);
        transform.addInverse(
          isMask ? masked(spectrum, own) : own,
          waves.subarray(stem * 2 * segmentSamples, (stem + 1) * 2 * segmentSamples),
        );
      });
    }
    assertFinite(waves);
    return waves;
  }

  private async run(inputs: Record<string, FloatTensor>): Promise<Record<string, FloatTensor>> {
    try {
      return await this.network.run(inputs);
    } catch (cause) {
      if (cause instanceof SegueError) throw cause;
      const detail = (cause instanceof Error ? cause.message : String(cause)).split('\n')[0];
      throw new SegueError(
        'model-unusable',
        `The model stopped while it was running (${detail}). It may be damaged, or this computer may be short of memory: close other programs, or choose a smaller model.`,
        { cause },
      );
    }
  }
}

/** The mix's spectrum with each bin of each channel scaled by its gain. */
function masked(spectrum: Float32Array, gains: Float32Array): Float32Array {
  const plane = spectrum.length / SPECTRUM_PLANES;
  return spectrum.map((value, i) => value * gains[(i >= 2 * plane ? plane : 0) + (i % plane)]);
}

function take(outputs: Record<string, FloatTensor>, name: string, length: number): Float32Array {
  const data = outputs[name]?.data;
  if (data?.length === length) return data;
  throw new SegueError(
    'model-unusable',
    `The model gave ${data ? `${data.length} numbers` : 'nothing'} as "${name}" instead of ${length}. Its file may be damaged: delete it and get it again.`,
  );
}

function assertFinite(samples: Float32Array): void {
  for (let i = 0; i < samples.length; i++) {
    if (Number.isFinite(samples[i])) continue;
    throw new SegueError(
      'model-unusable',
      'The model gave invalid numbers instead of sound, as networks in 16-bit floats sometimes do. Choose an export in 32-bit floats.',
    );
  }
}
