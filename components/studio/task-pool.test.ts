import { describe, expect, it } from 'vitest';
import { TaskPool } from './task-pool';

/** A task that ends when the test says so. */
class Task {
  started = false;
  end: () => void = () => undefined;
  readonly ended = new Promise<void>((resolve) => {
    this.end = resolve;
  });
}

class Runner {
  ends = 0;

  async work(task: Task): Promise<void> {
    task.started = true;
    await task.ended;
  }

  end(): void {
    this.ends += 1;
  }
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

function poolOfTwo() {
  const runners = [new Runner(), new Runner()];
  const pool = new TaskPool(runners);
  const run = (task: Task, signal = new AbortController().signal) =>
    pool.run(signal, (runner) => runner.work(task));
  return { runners, run };
}

describe('TaskPool', () => {
  it('runs as many tasks at once as it has workers, the rest in their order', async () => {
    const { run } = poolOfTwo();
    const tasks = [new Task(), new Task(), new Task(), new Task()];
    const runs = tasks.map((task) => run(task));
    await turn();
    expect(tasks.map(({ started }) => started)).toEqual([true, true, false, false]);
    tasks[1].end();
    await runs[1];
    await turn();
    expect(tasks.map(({ started }) => started)).toEqual([true, true, true, false]);
    for (const task of tasks) task.end();
    await Promise.all(runs);
    expect(tasks[3].started).toBe(true);
  });

  it('lets a task that waits be cancelled at once, without its ever starting', async () => {
    const { run } = poolOfTwo();
    const busy = [new Task(), new Task()];
    const runs = busy.map((task) => run(task));
    const controller = new AbortController();
    const waits = new Task();
    const cancelled = run(waits, controller.signal);
    const after = new Task();
    const afterRun = run(after);
    controller.abort();
    await expect(cancelled).rejects.toMatchObject({ code: 'aborted' });
    busy[0].end();
    await runs[0];
    await turn();
    expect(waits.started).toBe(false);
    expect(after.started).toBe(true);
    busy[1].end();
    after.end();
    await Promise.all([runs[1], afterRun]);
  });

  it('ends its workers when all is done, and not before', async () => {
    const { run, runners } = poolOfTwo();
    const tasks = [new Task(), new Task()];
    const runs = tasks.map((task) => run(task));
    await turn();
    tasks[0].end();
    await runs[0];
    expect(runners.map(({ ends }) => ends)).toEqual([0, 0]);
    tasks[1].end();
    await runs[1];
    expect(runners.map(({ ends }) => ends)).toEqual([1, 1]);
  });

  it('goes on after a task that failed', async () => {
    const pool = new TaskPool([new Runner()]);
    const { signal } = new AbortController();
    const failing = () => pool.run(signal, () => Promise.reject(new Error('no')));
    await expect(failing()).rejects.toThrow('no');
    await expect(failing()).rejects.toThrow('no');
  });
});
