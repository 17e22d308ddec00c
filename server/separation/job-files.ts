/** Where the files of jobs lie: a folder a job, named by us. */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** Whose job it is: of two servers over one folder each clears up after itself. */
const ownerSchema = z.object({ processId: z.int().positive() });

const OWNER_FILE = 'owner.json';

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

  part(id: string, part: string): string {
    return join(this.folder(id), `${part}.wav`);
  }

  async remove(id: string): Promise<void> {
    await rm(this.folder(id), { recursive: true, force: true });
  }

  async removeUpload(id: string): Promise<void> {
    await rm(this.upload(id), { force: true });
  }

  async removePart(id: string, part: string): Promise<void> {
    await rm(this.part(id, part), { force: true });
  }

  /** Deletes what servers have left behind that no longer run. @returns the names of their jobs */
  async removeAbandoned(): Promise<string[]> {
    const abandoned: string[] = [];
    for (const id of await readdir(this.root).catch(() => [])) {
      if (await this.isAbandoned(id)) {
        await this.remove(id);
        abandoned.push(id);
      }
    }
    return abandoned;
  }

  private async isAbandoned(id: string): Promise<boolean> {
    try {
      const text = await readFile(join(this.folder(id), OWNER_FILE), 'utf8');
      process.kill(ownerSchema.parse(JSON.parse(text)).processId, 0);
      return false;
    } catch (error) {
      // There is such a process, and it is another user's.
      return (error as NodeJS.ErrnoException).code !== 'EPERM';
    }
  }
}
