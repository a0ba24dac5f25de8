/** kwok makes a pod match a stage by jq expressions on the pod, and gives it the status of the stage's template (Go text/template with sprig). */
const podStage = (name: string, when: readonly object[], next: object) => ({
  apiVersion: 'kwok.x-k8s.io/v1alpha1', kind: 'Stage', metadata: { name },
  spec: { resourceRef: { apiGroup: 'v1', kind: 'Pod' }, selector: { matchExpressions: when }, next },
})

const absent = (key: string) => ({ key, operator: 'DoesNotExist' })
const notBeingDeleted = absent('.metadata.deletionTimestamp')
const imageMissing = '.spec.containers.[] | select(.image | test("/missing")) | .image'

const RUNNING = `{{ $now := Now }}
phase: Running
startTime: {{ $now | Quote }}
hostIP: {{ NodeIPWith .spec.nodeName | Quote }}
podIP: {{ PodIPWith .spec.nodeName ( or .spec.hostNetwork false ) ( or .metadata.uid "" ) ( or .metadata.name "" ) ( or .metadata.namespace "" ) | Quote }}
conditions:
{{ range $type := list "Initialized" "Ready" "ContainersReady" }}
- { type: {{ $type }}, status: "True", lastTransitionTime: {{ $now | Quote }} }
{{ end }}
containerStatuses:
{{ range .spec.containers }}
- { name: {{ .name | Quote }}, image: {{ .image | Quote }}, ready: true, started: true, restartCount: 0, state: { running: { startedAt: {{ $now | Quote }} } } }
{{ end }}
`

const IMAGE_MISSING = `phase: Pending
conditions:
- { type: Ready, status: "False", reason: ContainersNotReady, lastTransitionTime: {{ Now | Quote }} }
containerStatuses:
{{ range .spec.containers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  ready: false
  restartCount: 0
  state: { waiting: { reason: ImagePullBackOff, message: "Back-off pulling image" } }
{{ end }}
`

/**
 * A pod runs as soon as it has a node, unless an image of it contains `/missing`; a pod of a job then succeeds; a deleted pod goes.
 * Any stage of one's own replaces all of kwok's for pods.
 */
const stages = [
  podStage('pod-ready', [notBeingDeleted, absent('.status.podIP'), absent(imageMissing)], { statusTemplate: RUNNING }),
  podStage('pod-image-missing', [notBeingDeleted, absent('.status.containerStatuses'), { key: imageMissing, operator: 'Exists' }], {
    statusTemplate: IMAGE_MISSING,
  }),
  podStage('pod-complete', [
    notBeingDeleted,
    { key: '.status.phase', operator: 'In', values: ['Running'] },
    { key: '.metadata.ownerReferences.[].kind', operator: 'In', values: ['Job'] },
  ], { statusTemplate: 'phase: Succeeded\n' }),
  podStage('pod-delete', [{ key: '.metadata.deletionTimestamp', operator: 'Exists' }], { finalizers: { empty: true }, delete: true }),
]

/** The configuration file of kwok: one document a stage. */
export const stagesText = stages.map((stage) => JSON.stringify(stage)).join('\n---\n')
