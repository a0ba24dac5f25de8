import { referenceTo, type KubernetesObject } from '../../../model/kubernetes-object.js'
import { field, records, words } from './fields.js'
import type { HealthCheck, HealthLook, Seen } from './health.js'

/** Every claim has its volume, or waits for the first pod by the rule of its storage class. */
export const claims: HealthLook = (seen) => seen.desired.filter(({ kind }) => kind === 'PersistentVolumeClaim').flatMap((desired) => {
  const live = seen.live(referenceTo(desired))
  return live ? [{ check: 'claim' as const, object: referenceTo(desired), ...judge(live, seen) }] : []
})

function judge(claim: KubernetesObject, seen: Seen): Pick<HealthCheck, 'result' | 'reason' | 'detail' | 'pending'> {
  const phase = words(field(claim, 'status', 'phase'))
  const className = words(field(claim, 'spec', 'storageClassName'))
  const detail = `${phase} (${className || '-'})`
  if (phase === 'Bound') return { result: 'pass', reason: 'bound', detail, pending: false }
  if (phase === 'Lost') return { result: 'fail', reason: 'lost', detail, pending: false }
  const waits = waitsForPod(className, seen) && !isUsed(claim, seen)
  return waits ? { result: 'pass', reason: 'waits_for_pod', detail, pending: false } : { result: 'fail', reason: 'unbound', detail, pending: true }
}

function waitsForPod(className: string, seen: Seen): boolean {
  const storageClass = seen.live({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', namespace: null, name: className })
  return storageClass?.['volumeBindingMode'] === 'WaitForFirstConsumer'
}

function isUsed({ metadata: { name, namespace = '' } }: KubernetesObject, seen: Seen): boolean {
  return seen.inNamespace('Pod', namespace).some((pod) => {
    return records(field(pod, 'spec', 'volumes')).some((volume) => field(volume, 'persistentVolumeClaim', 'claimName') === name)
  })
}
