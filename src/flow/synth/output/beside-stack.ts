import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Json } from '../../../model/json.js'
import { stackFiles } from '../../../model/stack-files.js'

/** What lies in a stack's folder beside `cdk.tf.json`. */
export interface BesideStack {
  /** Names of what the tool would read and the product has not written; `.` where the folder itself is a link. */
  readonly strangers: readonly string[]
  /** What is to be taken over, when that was written; null for a file that is no JSON. */
  readonly adoption?: Json
}

/**
 * Of OpenTofu 1.12 and Terraform 1.11: configuration and overrides, values of variables, a state of the folder's own and of workspaces, settings of
 * the program. Notes of people, plans, logs and what editors leave are read by nobody.
 */
const readByTool = [
  /\.(tf|tofu)(\.json)?$/, /\.(tfvars|tofuvars)(\.json)?$/, /^terraform\.tfstate/, /^\.?(terraform|tofu)\.?rc$/, /\.(tfrc|tfbackend)$/,
]

const own: readonly string[] = [stackFiles.configuration, stackFiles.adoption]

/** Of the tool's own folder: which workspace is meant would lead to another state. */
const workspace = '.terraform/environment'

export function lookBeside(folder: string): BesideStack {
  const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : []
  // What a link leads to is written by somebody else at any time.
  const strangers = entries.filter((entry) => entry.isSymbolicLink() || (!own.includes(entry.name) && readByTool.some((name) => name.test(entry.name))))
  const isLink = lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
  const names = [...(isLink ? ['.'] : []), ...strangers.map(({ name }) => name), ...(existsSync(join(folder, workspace)) ? [workspace] : [])].sort()
  return { strangers: names, ...(entries.some(({ name }) => name === stackFiles.adoption) ? { adoption: adoptionIn(folder) } : {}) }
}

function adoptionIn(folder: string): Json {
  try {
    const text = readFileSync(join(folder, stackFiles.adoption), 'utf8')
    const json = JSON.parse(text) as Json
    return repeatsKeys(text, json) ? null : json
  } catch {
    return null
  }
}

/** Whether the text has more keys than what was parsed of it: strings that a colon follows. */
export function repeatsKeys(text: string, parsed: Json): boolean {
  const written = text.match(/"(?:[^"\\]|\\.)*"(?:\s*:)?/g) ?? []
  return written.filter((token) => token.endsWith(':')).length !== keysIn(parsed)
}

function keysIn(value: Json): number {
  if (typeof value !== 'object' || value === null) return 0
  const children = Object.values(value) as readonly Json[]
  return children.reduce<number>((sum, child) => sum + keysIn(child), Array.isArray(value) ? 0 : children.length)
}
