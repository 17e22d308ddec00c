/** Where the files of jobs lie: a folder a job, named by us. */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { JobPart, PartFormat } from '@/lib/stems/separation-job';

/** Whose job it is: of two servers over one folder each clears up after itself. */
const ownerSchema = z.object({ processId: z.int().positive() });

const OWNER_FILE = 'owner.json';

/** As `randomUUID` writes it: whatever else lies in the folder is not ours to delete. */
const JOB_NAME = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** `SEGUE_JOBS` names another. */
export function jobsFolder(): string {
  return process.env.SEGUE_JOBS || join('.segue', 'jobs');
}

export class JobFiles {
  constructor(private readonly root: string) {}

  async create(): Promise<string> {
    const id = randomUUID();
    await mkdir(this.folder(id), { recursive: true });
    await writeFile(join(this.folder(id), OWNER_FILE), JSON.stringify({ processId: process.pid }));
    return id;
  }

  folder(id: string): string {
    return join(/* turbopackIgnore: true */ this.root, id);
  }

  upload(id: string): string {
    return join(this.folder(id), 'upload');
  }

  part(id: string, part: JobPart, format: PartFormat): string {
    return join(/* turbopackIgnore: true */ this.folder(id), `${part}.${format}`);
  }

  async remove(id: string): Promise<void> {
    await rm(this.folder(id), { recursive: true, force: true });
  }

  async removeUpload(id: string): Promise<void> {
    await rm(this.upload(id), { force: true });
  }

  async removePart(id: string, part: JobPart, format: PartFormat): Promise<void> {
    await rm(this.part(id, part, format), { force: true });
  }

  /**
   * Deletes what servers have left behind that no longer run; asked before this one makes jobs.
   * @returns the names of their jobs
   */
  async removeAbandoned(): Promise<string[]> {
    const abandoned: string[] = [];
    for (const id of await readdir(this.root).catch(() => [])) {
      if (JOB_NAME.test(id) && (await this.isAbandoned(id))) {
        await this.remove(id);
        abandoned.push(id);
      }
    }
    return abandoned;
  }

  private async isAbandoned(id: string): Promise<boolean> {
    try {
      const text = await readFile(join(this.folder(id), OWNER_FILE), 'utf8');
      const { processId } = ownerSchema.parse(JSON.parse(text));
      // In a container the next server often has the number of the one before.
      if (processId === process.pid) return true;
      process.kill(processId, 0);
      return false;
    } catch (error) {
      // There is such a process or folder, and it is another user's.
      return !['EPERM', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '');
    }
  }
}
