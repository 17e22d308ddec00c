/**
 * Asks a server one question after the other until it is told to stop, then tells its parent how long each
 * answer took. A process of its own: how long its parent is busy with uploads does not count.
 */

/** Between an answer and the next question. */
const PAUSE_MS = 50;

async function keepAsking(urls: readonly string[]): Promise<void> {
  const waitsMs: number[] = [];
  let isAsking = true;
  process.once('message', () => {
    isAsking = false;
  });
  for (let turn = 0; isAsking; turn++) {
    const started = performance.now();
    await fetch(urls[turn % urls.length]).then((answer) => answer.text());
    waitsMs.push(performance.now() - started);
    // Its own first questions open the connection and load what asks.
    if (turn === urls.length) process.send?.('ready');
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  process.send?.(waitsMs.slice(urls.length + 1), () => process.disconnect());
}

void keepAsking(process.argv.slice(2));
