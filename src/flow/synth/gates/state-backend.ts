import { canonicalJson } from '../../../model/canonical.js'
import type { JsonObject } from '../../../model/json.js'
import { asObject, at, text, type SynthesizedStack } from '../output/read-output.js'
import { defaultSettings, type StackSettings } from '../settings.js'
import { stateAttributes } from '../state-attributes.js'
import type { GateFinding } from '../stacks.js'
import { blocks, type Gate } from './gate.js'

/** A state in another place knows nothing of what was applied, or knows another stack's: the next apply creates everything anew, or removes it. */
export const stateBackend: Gate = {
  id: 'state-backend',
  code: 'STK_STATE_BACKEND',
  check(stacks, settings) {
    const owners = new Map<string, string>()
    return stacks.flatMap((stack): GateFinding[] => {
      const backend = asObject(at(stack.json, 'terraform', 'backend'))
      const key = canonicalJson(backend)
      const other = owners.get(key)
      owners.set(key, other ?? stack.name)
      const wrong = settings ? unlike(stack, backend, settings) : strange(stack, backend)
      const part = wrong ?? (other === undefined ? null : `that of ${other}`)
      return part === null ? [] : [blocks('state-backend', { stack, resource: null }, { part })]
    })
  },
}

function unlike(stack: SynthesizedStack, backend: JsonObject, settings: StackSettings): string | null {
  return isOneOf(backend, homesOf(stack, settings)) ? null : kindOf(backend)
}

/** An edge's state is named after the site where that is the DR site, which the stack alone does not tell. */
function homesOf({ name, json }: SynthesizedStack, settings: Pick<StackSettings, 'state'>): JsonObject[] {
  const id = text(at(json, 'provider', 'kubernetes', 'config_context')) ?? ''
  return (['primary', 'dr'] as const).map((role) => ({ [settings.state.kind]: stateAttributes({ name, site: { id, role } }, settings) }))
}

function isOneOf(backend: JsonObject, homes: readonly JsonObject[]): boolean {
  return homes.some((home) => canonicalJson(home) === canonicalJson(backend))
}

/** Where nobody says what was chosen: of a kind that can be chosen, with its arguments only. Credentials are none of them. */
function strange(stack: SynthesizedStack, backend: JsonObject): string | null {
  const kind = kindOf(backend)
  const allowed = known[kind]
  if (!allowed || Object.keys(backend).length !== 1) return kind
  if (kind === 'local') return unlike(stack, backend, defaultSettings)
  return Object.keys(asObject(backend[kind])).find((key) => !allowed.includes(key)) ?? null
}

function kindOf(backend: JsonObject): string {
  return Object.keys(backend).sort().join(', ') || '-'
}

const full: readonly StackSettings['state'][] = [
  { kind: 'local' }, { kind: 'pg', schema: '' }, { kind: 's3', bucket: '', region: '', endpoint: '', prefix: '' }, { kind: 'kubernetes', namespace: '' },
  { kind: 'http', address: '' },
]

const known: Readonly<Record<string, readonly string[]>> = Object.fromEntries(full.map((state) => {
  return [state.kind, Object.keys(stateAttributes({ name: '', site: { id: '', role: 'primary' } }, { state }))]
}))
