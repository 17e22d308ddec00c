import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Observable } from './observable';
import { useObservable, useSelected } from './use-observable';

test('a page that wakes up meets the value as the server drew it, though it changed since', () => {
  const songs = new Observable(['first']);
  function Songs() {
    const all = useObservable(songs);
    const count = useSelected(songs, ({ length }) => length);
    return createElement('p', null, `${all.join()}: ${count}`);
  }
  songs.set(['second', 'third']);
  expect(renderToString(createElement(Songs))).toBe('<p>first: 1</p>');
});
