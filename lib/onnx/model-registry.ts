/** Models that can be had: where, how large, under which licence. None of them is part of the project. */
import { z } from 'zod';
import registry from '@/models/registry.json' with { type: 'json' };

const registeredModelSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string().min(1),
  task: z.enum(['separation']),
  description: z.string(),
  /** The same file at each; tried in order. */
  urls: z.array(z.url({ protocol: /^https$/ })).min(1),
  /** Where its makers describe it. */
  page: z.url({ protocol: /^https$/ }),
  bytes: z.int().positive(),
  /** null where it is not known: recorded when the file is first used. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  licence: z.object({
    name: z.string().min(1),
    url: z.url({ protocol: /^https$/ }),
    note: z.string(),
  }),
  inputs: z.array(z.object({ name: z.string(), dims: z.array(z.int()) })).min(1),
  /** Names of its stems in the order in which it gives them. */
  stemOrder: z.array(z.string()).min(1),
});

const registrySchema = z.object({
  /** Hosts to which the downloads lead in the end, as the policy of the worker that fetches them names them. */
  downloadHosts: z.array(z.string().regex(/^https:\/\/[a-z0-9.*-]+$/)),
  models: z.array(registeredModelSchema),
});

export type RegisteredModel = z.infer<typeof registeredModelSchema>;

const { models } = registrySchema.parse(registry);

export const REGISTERED_MODELS: readonly RegisteredModel[] = models;

export function registeredModel(id: string): RegisteredModel | undefined {
  return REGISTERED_MODELS.find((model) => model.id === id);
}

/** The entry whose file this is. */
export function registeredModelOf(sha256: string): RegisteredModel | undefined {
  return REGISTERED_MODELS.find((model) => model.sha256 === sha256);
}
