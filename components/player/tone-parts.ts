/**
 * As much of Tone.js as is used. Read as a whole it makes an audio context at once and every instrument that
 * it has, which holds the page up when play is first pressed.
 */
// what the context makes when it begins
import 'tone/build/esm/core/context/Destination.js';
import { getContext } from 'tone/build/esm/core/Global.js';

export { Context } from 'tone/build/esm/core/context/Context.js';
export { Gain } from 'tone/build/esm/core/context/Gain.js';
export { ToneAudioBuffer } from 'tone/build/esm/core/context/ToneAudioBuffer.js';
export { connect } from 'tone/build/esm/core/context/ToneAudioNode.js';
export { setContext, start } from 'tone/build/esm/core/Global.js';
export { ToneBufferSource } from 'tone/build/esm/source/buffer/ToneBufferSource.js';
export { getContext };

export const getDestination = () => getContext().destination;
/** With the look-ahead. */
export const now = () => getContext().now();
export const immediate = () => getContext().immediate();
