import type { Json, JsonObject } from '../../model/json.js'
import type { Look } from './look.js'

/** Both sides held the same: counts and hashes of every table, sequences, large objects. */
export const equality: Look = (proof) =>
  proof['result'] === 'pass' ? { result: 'pass', detail: String(proof['method'] ?? '') } : { result: 'fail', detail: differing(proof) }

/**
 * The proof after the opening. Read under two snapshots it is exact; read with both sides in use (the worker died after the opening,
 * and the snapshots with it) equality still holds for all that has settled, and the verdict says how it was read.
 */
export const finalEquality: Look = (proof) => {
  const outcome = equality(proof)
  return outcome.result === 'pass' && proof['method'] === 'live' ? { ...outcome, result: 'pass_with_issue' } : outcome
}

/** The public address and whatever else was asked after the opening. */
export const answers: Look = (body) => {
  const failed = objectsIn(body['checks']).filter((one) => one['result'] !== 'pass').map((one) => String(one['name']))
  return body['result'] === 'pass' && failed.length === 0 ? { result: 'pass', detail: '' } : { result: 'fail', detail: failed.join(', ') }
}

export const wayBack: Look = ({ reverseReady }) => (reverseReady === true ? { result: 'pass', detail: '' } : { result: 'fail', detail: 'no reverse feed' })

export const losses: Look = ({ lost }) => ({ result: lost === 0 ? 'pass' : 'fail', detail: String(lost) })

/** A file that was written and whose sum is known. */
export const kept: Look = ({ bytes, sha256 }) =>
  typeof bytes === 'number' && bytes > 0 && typeof sha256 === 'string'
    ? { result: 'pass', detail: `sha256 ${sha256}` }
    : { result: 'fail', detail: 'empty archive' }

/** Names of what differs; values never leave the databases. */
function differing(proof: JsonObject): string {
  const tables = objectsIn(proof['tables']).filter(({ differing }) => Array.isArray(differing) && differing.length > 0).map(({ table }) => String(table))
  const [sequences] = objectsIn([proof['sequences'] ?? null])
  const [objects] = objectsIn([proof['largeObjects'] ?? null])
  const [others] = objectsIn([proof['objects'] ?? null])
  const names = Array.isArray(sequences?.['different']) ? sequences['different'].map(String) : []
  const large = Number(objects?.['different'] ?? 0) > 0 ? [`${String(objects?.['different'])} large objects`] : []
  const other = Array.isArray(others?.['different']) ? others['different'].map(String) : []
  return [...tables, ...names, ...large, ...other].join(', ')
}

function objectsIn(json: Json | undefined): readonly JsonObject[] {
  return Array.isArray(json) ? json.filter((one): one is JsonObject => typeof one === 'object' && one !== null && !Array.isArray(one)) : []
}
