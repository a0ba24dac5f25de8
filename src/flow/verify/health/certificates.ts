import { X509Certificate } from 'node:crypto'
import { hours } from '../../../model/duration.js'
import type { KubernetesObject, ObjectReference } from '../../../model/kubernetes-object.js'
import { field, records, words } from './fields.js'
import type { HealthCheck, HealthLook, Seen } from './health.js'

/** Long enough for an authority that works by paper. */
const renewalTime = hours(30 * 24)

/** Certificates that the listeners of gateways show to clients: there, readable, and not about to run out. */
export const certificates: HealthLook = (seen) => certificateSecrets(seen.desired).map((object) => {
  return { check: 'certificate', object, pending: false, ...judge(object, seen) }
})

/** Secrets that the listeners of gateways name, each once. */
export function certificateSecrets(desired: readonly KubernetesObject[]): readonly ObjectReference[] {
  const named = desired.filter(({ kind }) => kind === 'Gateway').flatMap((gateway) => {
    const refs = records(field(gateway, 'spec', 'listeners')).flatMap((listener) => records(field(listener, 'tls', 'certificateRefs')))
    return refs.filter(({ kind = 'Secret', group = '' }) => kind === 'Secret' && group === '')
      .map((ref) => ({ apiVersion: 'v1', kind: 'Secret', namespace: words(ref['namespace']) || (gateway.metadata.namespace ?? ''), name: words(ref['name']) }))
  })
  return [...new Map(named.map((reference) => [`${reference.namespace}/${reference.name}`, reference])).values()]
}

function judge(reference: ObjectReference, seen: Seen): Pick<HealthCheck, 'result' | 'reason' | 'detail'> {
  if (seen.hidden(reference)) return { result: 'not_run', reason: 'not_allowed', detail: '' }
  const secret = seen.live(reference)
  if (!secret) return { result: 'fail', reason: 'missing', detail: '' }
  const certificate = parsed(words(field(secret, 'data', 'tls.crt')))
  if (!certificate) return { result: 'fail', reason: 'unreadable', detail: 'tls.crt' }
  const [from, until] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)]
  const detail = new Date(until).toISOString().slice(0, 10)
  if (until <= seen.now) return { result: 'fail', reason: 'expired', detail }
  if (from > seen.now) return { result: 'fail', reason: 'not_yet_valid', detail: new Date(from).toISOString().slice(0, 10) }
  return until - seen.now < renewalTime ? { result: 'pass_with_issue', reason: 'expires_soon', detail } : { result: 'pass', reason: 'valid', detail }
}

/** The first certificate of the chain: the server's own. The key beside it is not touched. */
function parsed(base64: string): X509Certificate | undefined {
  try {
    return new X509Certificate(Buffer.from(base64, 'base64'))
  } catch {
    return undefined
  }
}
