/**
 * Warms the server up: what it is asked first it would otherwise load and compile while others wait, who are held up
 * for as long as that takes where many songs come at once.
 */

/** So often the code is run that the engine has compiled most of it. */
const ROUNDS = 25;
/** What is no song goes the way of one up to its end, and leaves nothing behind. */
const NO_SONG = 'no song '.repeat(1000);

/** Asks the server at `origin` for what it will be asked for; where it does not answer nothing is lost. */
export async function warmUp(origin: string): Promise<void> {
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const answers = await Promise.all([
        fetch(`${origin}/api/separate`, { method: 'POST', body: NO_SONG }),
        fetch(`${origin}/api/separate/nobody`),
        fetch(origin),
      ]);
      await Promise.all(answers.map((answer) => answer.arrayBuffer()));
    }
  } catch {
    // It listens elsewhere: it gets warm with the first who ask.
  }
}
