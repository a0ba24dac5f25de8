import { describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../../model/json.js'
import { referenceTo, type KubernetesObject } from '../../../model/kubernetes-object.js'
import type { HealthCheck } from './health.js'
import { isSettled, judgeHealth, worstOf } from './judge-health.js'

const now = Date.parse('2026-11-22T00:00:00Z')

function object(kind: string, name: string, fields: JsonObject = {}, metadata: JsonObject = {}): KubernetesObject {
  const apiVersion = { Deployment: 'apps/v1', StatefulSet: 'apps/v1', DaemonSet: 'apps/v1', CronJob: 'batch/v1', EndpointSlice: 'discovery.k8s.io/v1', StorageClass: 'storage.k8s.io/v1' }[kind] ?? 'v1'
  return { apiVersion, kind, metadata: { name, ...(kind === 'StorageClass' ? {} : { namespace: 'n' }), ...metadata }, ...fields }
}

/** What the one look says that is about the object; `desired` stands for itself where nothing live is given. */
function look(check: HealthCheck['check'], desired: KubernetesObject | readonly KubernetesObject[], live: readonly KubernetesObject[], hidden: readonly KubernetesObject[] = []) {
  const wanted = [desired].flat() as readonly KubernetesObject[]
  return judgeHealth({ desired: wanted, live, hidden: hidden.map(referenceTo), now }).filter((one) => one.check === check).map(({ result, reason, detail, pending }) => ({ result, reason, detail, pending }))
}

const selector = { matchLabels: { app: 'web' } }
const workload = (replicas = 2): JsonObject => ({ spec: { replicas, selector, template: { metadata: { labels: { app: 'web' } } } } })

function deployment(status: JsonObject, generation = 1, replicas = 2): KubernetesObject {
  return object('Deployment', 'web', { ...workload(replicas), status }, { generation, uid: 'u' })
}

function condition(type: string, status: string, message = '', reason = ''): JsonObject {
  return { type, status, reason, message }
}

describe('a rollout', () => {
  const wanted = object('Deployment', 'web', workload())
  const judged = (status: JsonObject, generation = 1) => look('rollout', wanted, [deployment(status, generation)])
  const ready = { observedGeneration: 1, updatedReplicas: 2, availableReplicas: 2 }

  it('passes when all pods of the newest version are available', () => {
    expect(judged(ready)).toEqual([{ result: 'pass', reason: 'rolled_out', detail: '2/2', pending: false }])
  })

  it('is not over while the controller has not seen the newest version, or old pods still serve', () => {
    expect(judged(ready, 2)).toMatchObject([{ result: 'fail', reason: 'rolling', pending: true }])
    expect(judged({ ...ready, updatedReplicas: 1 })).toMatchObject([{ result: 'fail', reason: 'rolling', pending: true }])
  })

  it('has failed when pods are refused, in the server\'s words', () => {
    const message = 'pods "web-1" is forbidden: exceeded quota: quota'

    expect(judged({ observedGeneration: 1, conditions: [condition('ReplicaFailure', 'True', message)] })).toEqual([{ result: 'fail', reason: 'pods_refused', detail: message, pending: false }])
  })

  it('waits while a quota has not been counted', () => {
    const message = 'pods "web-1" is forbidden: status unknown for quota: quota, resources: pods'

    expect(judged({ observedGeneration: 1, conditions: [condition('ReplicaFailure', 'True', message)] })).toMatchObject([{ result: 'fail', pending: true }])
  })

  it('has failed when its deadline has passed', () => {
    const conditions = [condition('Progressing', 'False', 'ReplicaSet "web-1" has timed out progressing.', 'ProgressDeadlineExceeded')]

    expect(judged({ observedGeneration: 1, availableReplicas: 1, conditions })).toEqual([
      { result: 'fail', reason: 'deadline_passed', detail: '1/2, ReplicaSet "web-1" has timed out progressing.', pending: false },
    ])
  })

  it('of a stateful set is refused by an event of this very object', () => {
    const set = object('StatefulSet', 'web', { ...workload(), status: { observedGeneration: 1 } }, { generation: 1, uid: 'u' })
    const event = (name: string, uid: string) => object('Event', name, { reason: 'FailedCreate', message: `refused ${name}`, lastTimestamp: '2026-01-01T00:00:00Z', involvedObject: { uid } })

    expect(look('rollout', object('StatefulSet', 'web', workload()), [set, event('a', 'other')])).toMatchObject([{ reason: 'rolling' }])
    expect(look('rollout', object('StatefulSet', 'web', workload()), [set, event('a', 'u')])).toMatchObject([{ reason: 'pods_refused', detail: 'refused a' }])
  })

  it('of nothing wanted is over at once; of a daemon set counts its nodes', () => {
    expect(look('rollout', object('Deployment', 'web', workload(0)), [deployment({ observedGeneration: 1 }, 1, 0)])).toMatchObject([{ result: 'pass', detail: '0/0' }])
    const daemons = object('DaemonSet', 'web', { spec: { selector }, status: { desiredNumberScheduled: 3, numberAvailable: 2, updatedNumberScheduled: 3 } })
    expect(look('rollout', daemons, [daemons])).toMatchObject([{ result: 'fail', reason: 'rolling', detail: '2/3' }])
  })
})

describe('pods', () => {
  const wanted = object('Deployment', 'web', workload())
  const pod = (status: JsonObject, labels: JsonObject = { app: 'web' }) => object('Pod', 'web-1', { status }, { labels })
  const waits = (reason: string) => ({ containerStatuses: [{ image: 'r/web@sha256:1', state: { waiting: { reason } } }] })

  it.each([
    ['ImagePullBackOff', 'image_unavailable', false], ['ErrImagePull', 'image_unavailable', true], ['CreateContainerConfigError', 'setting_missing', false], ['CrashLoopBackOff', 'crashing', false],
  ])('that wait by %s have failed', (reason, told, pending) => {
    expect(look('pods', wanted, [wanted, pod(waits(reason))])).toEqual([{ result: 'fail', reason: told, detail: `web-1: ${reason} r/web@sha256:1`, pending }])
  })

  it('that find no node wait, with the scheduler\'s words', () => {
    expect(look('pods', wanted, [wanted, pod({ conditions: [condition('PodScheduled', 'False', '0/3 nodes are available')] })])).toMatchObject([{ reason: 'unschedulable', detail: 'web-1: 0/3 nodes are available', pending: true }])
  })

  it('that run pass; those of others are not looked at', () => {
    expect(look('pods', wanted, [wanted, pod({ containerStatuses: [{ state: { running: {} } }] })])).toMatchObject([{ result: 'pass', detail: '1' }])
    expect(look('pods', wanted, [wanted, pod(waits('CrashLoopBackOff'), { app: 'other' })])).toEqual([])
  })
})

describe('endpoints', () => {
  const service = object('Service', 'web', { spec: { selector: { app: 'web' } } })
  const slice = (endpoints: Json) => object('EndpointSlice', 'web-1', { endpoints }, { labels: { 'kubernetes.io/service-name': 'web' } })

  it('pass when an address is ready, also where it is not said', () => {
    expect(look('endpoints', service, [service, slice([{ addresses: ['10.0.0.1'], conditions: { ready: true } }, { addresses: ['10.0.0.2'] }])])).toEqual([{ result: 'pass', reason: 'addressed', detail: '2', pending: false }])
  })

  it('fail when pods are wanted and none is ready', () => {
    expect(look('endpoints', [service, object('Deployment', 'web', workload())], [service, slice([{ addresses: ['10.0.0.1'], conditions: { ready: false } }])])).toMatchObject([{ result: 'fail', reason: 'no_address', pending: true }])
  })

  it('need not be there on a standby that has no pods by design', () => {
    expect(look('endpoints', [service, object('Deployment', 'web', workload(0))], [service])).toMatchObject([{ result: 'pass', reason: 'standby' }])
  })

  it('fail for a server outside that has no address', () => {
    const outside = object('Service', 'db', { spec: {} })

    expect(look('endpoints', outside, [outside])).toMatchObject([{ result: 'fail', reason: 'no_address' }])
  })
})

describe('claims', () => {
  const claim = (phase: string) => object('PersistentVolumeClaim', 'files', { spec: { storageClassName: 'fast' }, status: { phase } })
  const storageClass = (volumeBindingMode: string) => object('StorageClass', 'fast', { volumeBindingMode })
  const user = object('Pod', 'p', { spec: { volumes: [{ persistentVolumeClaim: { claimName: 'files' } }] } })

  it('pass when bound, and fail when pending or lost', () => {
    expect(look('claim', claim('x'), [claim('Bound')])).toMatchObject([{ result: 'pass', reason: 'bound' }])
    expect(look('claim', claim('x'), [claim('Pending'), storageClass('Immediate')])).toMatchObject([{ result: 'fail', reason: 'unbound', pending: true }])
    expect(look('claim', claim('x'), [claim('Lost')])).toMatchObject([{ result: 'fail', reason: 'lost', pending: false }])
  })

  it('may wait for the first pod, until there is one', () => {
    expect(look('claim', claim('x'), [claim('Pending'), storageClass('WaitForFirstConsumer')])).toMatchObject([{ result: 'pass', reason: 'waits_for_pod' }])
    expect(look('claim', claim('x'), [claim('Pending'), storageClass('WaitForFirstConsumer'), user])).toMatchObject([{ result: 'fail', reason: 'unbound' }])
  })
})

describe('quotas', () => {
  const pieces = { resources: { requests: { cpu: '500m' } } }
  const set = (kind: string, type: string) => object(kind, 'store', {
    spec: {
      replicas: 3, strategy: { type }, template: { spec: { containers: [pieces] } },
      volumeClaimTemplates: kind === 'StatefulSet' ? [{ spec: { resources: { requests: { storage: '10Gi' } } } }] : [],
    },
  })

  it.each([['StatefulSet', 'RollingUpdate', 'filled_by_design'], ['Deployment', 'Recreate', 'filled_by_design'], ['Deployment', 'RollingUpdate', 'full']])('are meant to be filled by a %s of the type %s: %s', (kind, type, reason) => {
    const filled = { pods: '3', 'requests.cpu': '1500m', ...(kind === 'StatefulSet' ? { 'requests.storage': '30Gi' } : {}) }
    const full = quota(filled, filled)

    expect(look('quota', [full, set(kind, type)], [full])).toMatchObject([{ reason }])
  })

  const quota = (hard: JsonObject, used: JsonObject) => object('ResourceQuota', 'quota', { status: { hard, used } })
  const claim = object('PersistentVolumeClaim', 'files', { spec: { resources: { requests: { storage: '10Gi' } } } })

  it.each([['3', 'pass', 'room'], ['9', 'pass_with_issue', 'nearly_full'], ['10', 'fail', 'full']])('of 10 pods with %s in use: %s', (used, result, reason) => {
    expect(look('quota', quota({}, {}), [quota({ pods: '10', 'services.nodeports': '0' }, { pods: used, 'services.nodeports': '0' })])).toMatchObject([{ result, reason, detail: `pods ${used}/10` }])
  })

  it('that are full may empty while pods are on their way out', () => {
    const full = quota({ pods: '1' }, { pods: '1' })
    const pod = (metadata: JsonObject) => object('Pod', 'web-1', {}, metadata)

    expect(look('quota', full, [full, pod({})])).toMatchObject([{ reason: 'full', pending: false }])
    expect(look('quota', full, [full, pod({ deletionTimestamp: '2026-01-01T00:00:00Z' })])).toMatchObject([{ reason: 'full', pending: true }])
  })

  it('that are full of pods which are gone have only not been counted again', () => {
    const full = quota({ pods: '1' }, { pods: '1' })

    expect(look('quota', full, [full])).toMatchObject([{ reason: 'full', pending: true }])
  })

  it('compare quantities by what they stand for', () => {
    expect(look('quota', quota({}, {}), [quota({ 'requests.cpu': '1' }, { 'requests.cpu': '950m' })])).toMatchObject([{ reason: 'nearly_full' }])
  })

  it('of storage may be filled by the claims of the stacks, and by nobody else', () => {
    const full = quota({ 'requests.storage': '10Gi' }, { 'requests.storage': '10240Mi' })

    expect(look('quota', [full, claim], [full])).toMatchObject([{ result: 'pass', reason: 'filled_by_design' }])
    expect(look('quota', full, [full])).toMatchObject([{ result: 'fail', reason: 'full' }])
  })

  it('that nobody has counted yet have not been judged', () => {
    expect(look('quota', quota({}, {}), [object('ResourceQuota', 'quota')])).toMatchObject([{ result: 'not_run', reason: 'uncounted', pending: true }])
  })
})

describe('scheduled jobs', () => {
  const job = (suspend: boolean, status: JsonObject = {}) => object('CronJob', 'nightly', { spec: { schedule: '0 1 * * *', suspend }, status })

  it('may be suspended by the stacks, not by hand', () => {
    expect(look('schedule', job(true), [job(true)])).toMatchObject([{ result: 'pass', reason: 'suspended' }])
    expect(look('schedule', job(false), [job(true)])).toMatchObject([{ result: 'fail', reason: 'suspended_by_hand' }])
  })

  it('pass before their first run and after a good one, and have an issue after a bad one', () => {
    expect(look('schedule', job(false), [job(false)])).toMatchObject([{ result: 'pass', reason: 'not_due_yet' }])
    expect(look('schedule', job(false), [job(false, { lastScheduleTime: '2026-01-02T01:00:00Z', lastSuccessfulTime: '2026-01-02T01:00:09Z' })])).toMatchObject([{ result: 'pass', reason: 'ran' }])
    expect(look('schedule', job(false), [job(false, { lastScheduleTime: '2026-01-02T01:00:00Z', lastSuccessfulTime: '2026-01-01T01:00:09Z' })])).toMatchObject([{ result: 'pass_with_issue', reason: 'last_run_failed' }])
  })
})

describe('routes', () => {
  const route = (...conditions: JsonObject[]) => object('HTTPRoute', 'web', conditions.length === 0 ? {} : { status: { parents: [{ conditions }] } })

  it('pass when a gateway took them, fail with its words, and are not judged where no gateway reports', () => {
    expect(look('route', route(), [route(condition('Accepted', 'True'), condition('ResolvedRefs', 'True'))])).toMatchObject([{ result: 'pass', reason: 'accepted' }])
    expect(look('route', route(), [route(condition('Accepted', 'True'), condition('ResolvedRefs', 'False', 'no such service', 'BackendNotFound'))])).toMatchObject([{ result: 'fail', detail: 'BackendNotFound: no such service' }])
    expect(look('route', route(), [route()])).toEqual([])
  })
})

/** Of nobody: its key was thrown away. Valid for 90 days. */
const certificate = [
  'MIIBiTCCAS+gAwIBAgIUZ+W6na5KvUpDe7tIFfELQjFeZLUwCgYIKoZIzj0EAwIwGjEYMBYGA1UEAwwPZ2F0ZXdheS5leGFtcGxlMB4XDTI2MTEyMjEzMjExMVoXDTI3MDIyMDEzMjEx',
  'MVowGjEYMBYGA1UEAwwPZ2F0ZXdheS5leGFtcGxlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE6XcHNy/yuKbGd45U9bMr2p3oR3Sgjv6xP6ICQBYdFDESWZoW4DZ/CZ4iaN2n3ppl',
  'kK0XP6JTdPuJE3eIXv+sfaNTMFEwHQYDVR0OBBYEFOEPRSyz0s3Y+kUhh0qY45MGtMcVMB8GA1UdIwQYMBaAFOEPRSyz0s3Y+kUhh0qY45MGtMcVMA8GA1UdEwEB/wQFMAMBAf8wCgYI',
  'KoZIzj0EAwIDSAAwRQIhANbn/hVsiActiFfmYawzzvVOWIpjlYEPZgb4HNdKG03yAiAyl0rD0ZJH7gcwjToGmdAU/VCVPwXeXN4Kv0jKcmOw3w==',
].join('')
const issued = Date.parse('2026-11-22T13:21:11Z')

describe('certificates', () => {
  const gateway = object('Gateway', 'gateway', { spec: { listeners: [{ tls: { certificateRefs: [{ name: 'tls' }] } }, { tls: { certificateRefs: [{ name: 'tls' }] } }, {}] } })
  const secret = object('Secret', 'tls', { data: { 'tls.crt': Buffer.from(`-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----\n`).toString('base64') } })

  const judged = (live: readonly KubernetesObject[], inDays: number, hidden: readonly KubernetesObject[] = []) => {
    return judgeHealth({ desired: [gateway], live: [gateway, ...live], hidden: hidden.map(referenceTo), now: issued + inDays * 86_400_000 }).filter(({ check }) => check === 'certificate').map(({ result, reason }) => `${result} ${reason}`)
  }

  it('pass, run out soon, have run out, or are not valid yet, by the date that is given', () => {
    expect([0, 65, 91, -2].map((inDays) => judged([secret], inDays))).toEqual([['pass valid'], ['pass_with_issue expires_soon'], ['fail expired'], ['fail not_yet_valid']])
  })

  it('fail when they are not there or cannot be read as one, and are not judged when we may not look', () => {
    expect(judged([], 0)).toEqual(['fail missing'])
    expect(judged([object('Secret', 'tls', { data: { 'tls.crt': 'bm9uc2Vuc2U=' } })], 0)).toEqual(['fail unreadable'])
    expect(judged([], 0, [object('Secret', 'tls')])).toEqual(['not_run not_allowed'])
  })
})

describe('all checks of a cluster', () => {
  const check = (result: HealthCheck['result'], pending: boolean, name = 'web'): HealthCheck => ({ check: 'rollout', object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'n', name }, result, reason: 'rolling', detail: '', pending })

  it('name what is missing, and what may not be read', () => {
    const wanted = object('ConfigMap', 'a')

    expect(look('present', wanted, [wanted])).toMatchObject([{ result: 'pass' }])
    expect(look('present', wanted, [])).toMatchObject([{ result: 'fail', reason: 'missing' }])
    expect(look('present', wanted, [], [wanted])).toMatchObject([{ result: 'not_run', reason: 'not_allowed' }])
  })

  it('are as good as the worst of them; what has not run is worse than an issue', () => {
    expect(worstOf([check('pass', false), check('pass_with_issue', false)])).toBe('pass_with_issue')
    expect(worstOf([check('pass_with_issue', false), check('not_run', false)])).toBe('not_run')
    expect(worstOf([check('not_run', false), check('fail', false)])).toBe('fail')
    expect(worstOf([])).toBe('not_run')
  })

  it('are settled when all that wait belongs to what has failed for good', () => {
    expect(isSettled([check('pass', false)])).toBe(true)
    expect(isSettled([check('fail', true)])).toBe(false)
    expect(isSettled([check('fail', true), check('fail', false)])).toBe(true)
    expect(isSettled([check('fail', true), check('fail', false, 'other')])).toBe(false)
  })
})
