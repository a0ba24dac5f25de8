import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { asObject, at, text } from '../../flow/synth/output/read-output.js'
import { canonicalJson } from '../../model/canonical.js'
import type { Json } from '../../model/json.js'
import type { StackTask } from './stack-tasks.js'

/**
 * Lets the tool forget where it last found the state of an edge that lies at another site since: each site has its own. The tool would
 * refuse to begin and ask for the old state to be carried over. Where the kind of the backend is another one, that is the right answer.
 */
export function forgetFormerSites(tasks: readonly StackTask[]): void {
  for (const task of tasks.filter(({ kind }) => kind === 'edge')) {
    const file = noteIn(task)
    if (existsSync(file) && isElsewhere(task, readNote(file))) rmSync(file)
  }
}

/** What OpenTofu and Terraform note of the backend when they are initialised in a folder. */
function noteIn({ folder }: StackTask): string {
  return join(folder, '.terraform', 'terraform.tfstate')
}

function readNote(file: string): Json {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Json
  } catch {
    // The tool says itself that it cannot read its note.
    return null
  }
}

/** The note has every argument the backend knows, ours are those we set. */
function isElsewhere({ synthesized }: StackTask, note: Json): boolean {
  const kind = text(at(note, 'backend', 'type')) ?? ''
  const noted = asObject(at(note, 'backend', 'config'))
  const ours = at(synthesized.json, 'terraform', 'backend', kind)
  return Object.entries(asObject(ours)).some(([key, value]) => canonicalJson(noted[key] ?? null) !== canonicalJson(value ?? null))
}
