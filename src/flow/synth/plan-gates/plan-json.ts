import { z } from 'zod'
import type { Json } from '../../../model/json.js'

const json: z.ZodType<Json | undefined> = z.json().optional()

const change = z.object({
  actions: z.array(z.string()),
  before: json,
  after: json,
  after_unknown: json,
  before_sensitive: json,
  after_sensitive: json,
  replace_paths: z.array(z.array(z.union([z.string(), z.number()]))).optional(),
  importing: z.object({ id: z.string().optional() }).nullish(),
})

const resourceChange = z.object({
  address: z.string(),
  previous_address: z.string().optional(),
  mode: z.enum(['managed', 'data']),
  type: z.string(),
  name: z.string(),
  provider_name: z.string().optional(),
  deposed: z.string().optional(),
  change,
})

/**
 * What is read of `show -json` of a saved plan, format 1.x: OpenTofu 1.12 and Terraform 1.11 write it, and both may add keys within a major
 * version (https://opentofu.org/docs/internals/json-format/). `complete` is written by Terraform only.
 */
export const planJson = z.object({
  format_version: z.string(),
  resource_changes: z.array(resourceChange).default([]),
  resource_drift: z.array(resourceChange).default([]),
  /** What is done besides: Terraform 1.14 runs actions, and says what it has put off. */
  action_invocations: z.array(json).default([]),
  deferred_changes: z.array(json).default([]),
  errored: z.boolean().default(false),
  complete: z.boolean().default(true),
})

export type PlanJson = z.infer<typeof planJson>
export type PlanJsonChange = z.infer<typeof resourceChange>
