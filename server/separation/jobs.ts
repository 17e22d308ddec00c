/**
 * The songs that the server takes apart: a bounded queue, one at work, results that wait to be fetched.
 * Jobs live in memory and their files on the disk; after a restart the files that are found belong to jobs
 * that are lost, and are deleted.
 */
import { type ErrorReport, SegueError } from '@/lib/base/errors';
import { type ReportProgress, throwIfAborted } from '@/lib/base/progress';
import {
  isFinal,
  type JobState,
  type JobStatus,
  type PartFormat,
  type SeparationRequest,
} from '@/lib/stems/separation-job';
import type { ModelFile } from '../model-files';
import type { JobFiles } from './job-files';
import type { SeparationLimits } from './limits';
import type { ProcessTask } from './messages';
import { reportToClient } from './report-to-client';
import type { ProcessResult } from './run-process';

export interface JobsHost {
  files: JobFiles;
  limits: SeparationLimits;
  nowMs(): number;
  /** @throws SegueError `model-missing` */
  model(): Promise<ModelFile>;
  run(task: ProcessTask, signal: AbortSignal, onProgress: ReportProgress): Promise<ProcessResult>;
}

interface Job extends Omit<JobStatus, 'ahead'> {
  request: SeparationRequest;
  changedMs: number;
  controller: AbortController;
  listeners: Set<() => void>;
}

export class SeparationJobs {
  private readonly jobs = new Map<string, Job>();
  private isWorking = false;
  /** Jobs whose model is looked up and whose folder is made. */
  private beginning = 0;
  private readonly started: Promise<void>;

  constructor(private readonly host: JobsHost) {
    this.started = this.recover();
  }

  /** @throws SegueError `model-missing` */
  async modelName(): Promise<string> {
    return (await this.host.model()).name;
  }

  /**
   * Reserves a place for a song whose upload begins.
   * @throws SegueError `server-busy` where all places are taken; `model-missing`
   */
  async begin(
    request: SeparationRequest,
  ): Promise<{ id: string; uploadPath: string; signal: AbortSignal }> {
    await this.started;
    this.expire();
    const { maxUnfinishedJobs, maxFinishedJobs } = this.host.limits;
    const states = [...this.jobs.values()].map(({ state }) => state);
    const unfinished = states.filter((state) => !isFinal(state)).length + this.beginning;
    const finished = states.filter((state) => state === 'done').length;
    if (unfinished >= maxUnfinishedJobs || finished >= maxFinishedJobs) throw busy();
    this.beginning += 1;
    try {
      await this.host.model();
      const id = await this.host.files.create();
      const job: Job = {
        id,
        state: 'uploading',
        progress: { step: 'Uploading', fraction: 0 },
        parts: [],
        report: null,
        error: null,
        request,
        changedMs: this.host.nowMs(),
        controller: new AbortController(),
        listeners: new Set(),
      };
      this.jobs.set(id, job);
      return { id, uploadPath: this.host.files.upload(id), signal: job.controller.signal };
    } finally {
      this.beginning -= 1;
    }
  }

  /** The upload is there: the song waits for its turn. */
  enqueue(id: string): void {
    const job = this.jobs.get(id);
    if (job?.state !== 'uploading') return;
    this.change(job, 'waiting', { progress: { step: 'Waiting for its turn', fraction: 0 } });
    void this.work();
  }

  /** The upload came to nothing: as if it had never begun. */
  async discard(id: string): Promise<void> {
    this.jobs.get(id)?.controller.abort();
    this.jobs.delete(id);
    await this.host.files.remove(id);
  }

  /** null where there is none by that name. */
  async status(id: string): Promise<JobStatus | null> {
    await this.started;
    this.expire();
    const job = this.jobs.get(id);
    return job ? this.statusOf(job) : null;
  }

  /** Calls back whenever the status has changed, until the returned function is called. */
  watch(id: string, listener: () => void): () => void {
    const job = this.jobs.get(id);
    job?.listeners.add(listener);
    return () => job?.listeners.delete(listener);
  }

  /** Stops a job, whatever its state, and deletes its files. @returns whether there was one */
  async cancel(id: string): Promise<boolean> {
    await this.started;
    const job = this.jobs.get(id);
    if (!job) return false;
    const wasWorking = job.state === 'working';
    job.controller.abort();
    this.change(job, 'cancelled', { parts: [] });
    // The process may still write until it has ended; `work` deletes the files then.
    if (!wasWorking) await this.host.files.remove(id);
    return true;
  }

  /** Where a result lies, and as what; null where there is none, or it was fetched. */
  part(id: string, part: string): { path: string; format: PartFormat } | null {
    const job = this.jobs.get(id);
    const known = job?.state === 'done' && job.parts.find((candidate) => candidate === part);
    if (!job || !known) return null;
    const { format } = job.request;
    return { path: this.host.files.part(id, known, format), format };
  }

  /** A result has arrived at the client: it is deleted, and with the last one the job. */
  async fetched(id: string, part: string): Promise<void> {
    const job = this.jobs.get(id);
    const known = job?.parts.find((candidate) => candidate === part);
    if (!job || !known) return;
    job.parts = job.parts.filter((candidate) => candidate !== known);
    await this.host.files.removePart(id, known, job.request.format);
    if (job.parts.length > 0) return;
    this.jobs.delete(id);
    await this.host.files.remove(id);
  }

  /** Ends everything: the server stops. */
  async close(): Promise<void> {
    for (const id of [...this.jobs.keys()]) await this.cancel(id);
  }

  private async work(): Promise<void> {
    if (this.isWorking) return;
    this.isWorking = true;
    try {
      for (let job = this.next(); job; job = this.next()) await this.separate(job);
    } finally {
      this.isWorking = false;
    }
  }

  private async separate(job: Job): Promise<void> {
    const { files } = this.host;
    this.change(job, 'working', { progress: { step: 'Starting', fraction: 0 } });
    let isLate = false;
    const watch = setTimeout(() => {
      isLate = true;
      job.controller.abort();
    }, this.host.limits.workMs);
    try {
      const { report, parts } = await this.host.run(
        {
          inputPath: files.upload(job.id),
          outputFolder: files.folder(job.id),
          model: await this.host.model(),
          ...job.request,
        },
        job.controller.signal,
        (progress) => {
          if (job.state === 'working') this.change(job, 'working', { progress });
        },
      );
      await files.removeUpload(job.id);
      // Cancelled after the process had ended.
      throwIfAborted(job.controller.signal);
      this.change(job, 'done', {
        report,
        parts: [...parts],
        progress: { step: 'Done', fraction: 1 },
      });
    } catch (thrown) {
      await files.remove(job.id);
      const error = reportToClient(isLate ? tookTooLong() : thrown);
      if (job.state === 'working') this.change(job, 'failed', { error });
    } finally {
      clearTimeout(watch);
    }
  }

  private next(): Job | undefined {
    return [...this.jobs.values()].find(({ state }) => state === 'waiting');
  }

  private statusOf(job: Job): JobStatus {
    const { id, state, progress, parts, report, error } = job;
    const waiting = [...this.jobs.values()].filter(
      (other) => other.state === 'waiting' || other.state === 'working',
    );
    const ahead = state === 'waiting' ? waiting.indexOf(job) : 0;
    return { id, state, ahead, progress, parts, report, error };
  }

  private change(job: Job, state: JobState, change: Partial<Job>): void {
    Object.assign(job, change, { state, changedMs: this.host.nowMs() });
    for (const listener of job.listeners) listener();
  }

  /** Forgets what nobody has fetched in time. */
  expire(): void {
    for (const job of this.jobs.values()) {
      const ageMs = this.host.nowMs() - job.changedMs;
      if (!isFinal(job.state) || ageMs < this.host.limits.keepMs) continue;
      this.jobs.delete(job.id);
      void this.host.files.remove(job.id);
    }
  }

  private async recover(): Promise<void> {
    for (const id of await this.host.files.removeAbandoned()) {
      this.jobs.set(id, {
        id,
        state: 'lost',
        progress: { step: 'Lost', fraction: 0 },
        parts: [],
        report: null,
        error: LOST,
        request: { twoStems: false, format: 'wav' },
        changedMs: this.host.nowMs(),
        controller: new AbortController(),
        listeners: new Set(),
      });
    }
  }
}

const LOST: ErrorReport = {
  code: 'job-lost',
  message: 'The server was started anew while it worked on this song. Send the song again.',
};

function tookTooLong(): SegueError {
  return new SegueError(
    'worker-failed',
    'The song took the server too long and was ended. Send a shorter one, or use the quick split.',
  );
}

function busy(): SegueError {
  return new SegueError(
    'server-busy',
    'The server is busy with other songs. Try again in a minute, or use the quick split.',
  );
}
