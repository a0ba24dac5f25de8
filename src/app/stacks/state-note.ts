import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { repeatsKeys } from '../../flow/synth/output/beside-stack.js'
import { asObject, at, text } from '../../flow/synth/output/read-output.js'
import type { StackSettings } from '../../flow/synth/settings.js'
import { stateAttributes } from '../../flow/synth/state-attributes.js'
import { canonicalJson } from '../../model/canonical.js'
import type { Json, JsonObject } from '../../model/json.js'
import type { StackProblem, StackResult, StackRunner, StackRunOptions } from '../../ports/stack-runner.js'
import type { StackTask } from './stack-tasks.js'

/**
 * Begins with the tool in a stack's folder, where its own note of the state's place leads where the stack says. A note with the checksum of
 * the stack's backend is followed wherever it leads, with the credentials of the environment (OpenTofu 1.12.6, Terraform 1.11.4).
 */
export async function initializeStack(runner: Pick<StackRunner, 'initialize'>, task: StackTask, settings: StackSettings, options: StackRunOptions): Promise<StackResult> {
  forgetFormerSite(task, settings)
  if (isOfPlace(task)) forget(task)
  const strange = strangeNote(task)
  return strange ? { ok: false, problems: [strange] } : runner.initialize(task, options)
}

/** Set where the tool has noted another place than the stack's for its state, or more than the place, or not as the tools write it. */
export function strangeNote(task: StackTask): StackProblem | undefined {
  const note = readNote(task)
  if (!note || (canonicalJson(placeOf(task, note.json)) === canonicalJson(backendOf(task)) && isPlain(note))) return undefined
  return { kind: 'state_moved', severity: 'error', summary: 'The tool has noted another place', detail: file, address: null }
}

/**
 * An edge that lies at another site since begins there with that site's state; the tool would refuse and ask for the old one to be carried over.
 * What an apply could not write is of the site that was left, and never of the other one.
 */
function forgetFormerSite(task: StackTask, settings: StackSettings): void {
  const note = task.kind === 'edge' && !isOfPlace(task) ? readNote(task) : undefined
  if (!note || !isHome(task, settings, placeOf(task, note.json))) return
  forget(task)
  const unsaved = join(task.folder, 'errored.tfstate')
  if (existsSync(unsaved)) renameSync(unsaved, join(task.folder, 'errored.former-site.tfstate'))
}

function forget({ folder }: StackTask): void {
  rmSync(join(folder, file))
}

/** Whether the note says the stack's place, and maybe more: how it was reached by hand. The tool writes it anew. */
function isOfPlace(task: StackTask): boolean {
  const note = readNote(task)
  const [[kind, wanted] = ['', {}]] = Object.entries(backendOf(task))
  const noted = asObject(note && placeOf(task, note.json)[kind])
  return note !== undefined && Object.entries(asObject(wanted)).every(([key, value]) => canonicalJson(noted[key] ?? null) === canonicalJson(value ?? null))
}

function backendOf({ synthesized }: StackTask): JsonObject {
  return asObject(at(synthesized.json, 'terraform', 'backend'))
}

/** Whether an edge's state would lie there, were the edge at the other site of its cloud. */
function isHome({ name, site }: StackTask, settings: StackSettings, place: JsonObject): boolean {
  const ids = [site, site.endsWith('-dr') ? site.slice(0, -'-dr'.length) : `${site}-dr`]
  const homes = ids.flatMap((id) => (['primary', 'dr'] as const).map((role) => ({ [settings.state.kind]: stateAttributes({ name, site: { id, role } }, settings) })))
  return homes.some((home) => canonicalJson(home) === canonicalJson(place))
}

/** What OpenTofu and Terraform note of the backend when they are initialised in a folder. */
const file = '.terraform/terraform.tfstate'

interface Note {
  readonly content: string
  readonly json: JsonObject
}

function readNote({ folder }: StackTask): Note | undefined {
  const path = join(folder, file)
  if (!existsSync(path)) return undefined
  const content = readFileSync(path, 'utf8')
  try {
    return { content, json: asObject(JSON.parse(content) as Json) }
  } catch {
    // The tool says itself that it cannot read its note.
    return undefined
  }
}

/** As the stack would say it. The note has every argument the backend knows, and how a cluster that keeps states is reached. */
function placeOf({ site }: StackTask, json: JsonObject): JsonObject {
  const kind = text(at(json, 'backend', 'type')) ?? ''
  const { config_path: kubeconfig, ...config } = asObject(stated(asObject(at(json, 'backend', 'config'))))
  const isOurs = kubeconfig === undefined || (kind === 'kubernetes' && kubeconfig === `../../access/${site}.json`)
  return { [kind]: isOurs ? config : { ...config, config_path: kubeconfig } }
}

/** Without what nobody has set: null, and of blocks that may be several, as `exec` with OpenTofu, none. */
function stated(value: Json): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).flatMap(([key, child]) => (child === undefined || isUnset(child) ? [] : [[key, stated(child)]])))
}

function isUnset(value: Json): boolean {
  return value === null || (Array.isArray(value) && value.length === 0)
}

/** The tools take keys in any case, and of two the last. */
function isPlain({ content, json }: Note): boolean {
  const keys = [...Object.keys(json), ...Object.keys(asObject(json['backend']))]
  return !repeatsKeys(content, json) && keys.every((key) => ['version', 'serial', 'lineage', 'terraform_version', 'backend', 'modules', 'type', 'config', 'hash'].includes(key))
}
