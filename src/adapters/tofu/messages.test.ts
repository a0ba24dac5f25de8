import { describe, expect, it } from 'vitest'
import { seconds } from '../../model/duration.js'
import { errorInWords, eventOf } from './messages.js'
import { problemKind } from './problem-kind.js'

const same = (text: string) => text
const told = (message: object) => eventOf('sys-oa', JSON.stringify(message), same)
const resource = { addr: 'kubernetes_service_v1.front', resource_type: 'kubernetes_service_v1' }

describe('a line of the tools\' output', () => {
  it.each([
    ['planned_change', { change: { resource, action: 'update' } }, { type: 'planned', stack: 'sys-oa', address: resource.addr, action: 'update' }],
    ['planned_change', { change: { resource, action: 'something new' } }, { type: 'planned', stack: 'sys-oa', address: resource.addr, action: 'other' }],
    ['apply_start', { hook: { resource, action: 'create' } }, { type: 'started', stack: 'sys-oa', address: resource.addr, action: 'create', elapsed: seconds(0) }],
    ['apply_progress', { hook: { resource, action: 'create', elapsed_seconds: 10 } }, { type: 'progress', stack: 'sys-oa', address: resource.addr, action: 'create', elapsed: seconds(10) }],
    ['apply_complete', { hook: { resource, action: 'delete', elapsed_seconds: 7 } }, { type: 'finished', stack: 'sys-oa', address: resource.addr, action: 'delete', elapsed: seconds(7) }],
    ['apply_errored', { hook: { resource, action: 'create', elapsed_seconds: 1 } }, { type: 'failed', stack: 'sys-oa', address: resource.addr, action: 'create', elapsed: seconds(1) }],
    ['refresh_start', { hook: { resource } }, { type: 'started', stack: 'sys-oa', address: resource.addr, action: 'refresh', elapsed: seconds(0) }],
    ['change_summary', { changes: { add: 3, change: 2, remove: 1, import: 4, operation: 'plan' } }, { type: 'summary', stack: 'sys-oa', add: 3, change: 2, remove: 1, imported: 4 }],
    ['a kind of next year', { '@message': 'something happened' }, { type: 'message', stack: 'sys-oa', text: 'something happened' }],
  ])('of type %s is told', (type, more, event) => {
    expect(told({ '@module': 'tofu.ui', type, ...more })).toEqual(event)
  })

  it('is not told when it holds values of outputs, or the drift that follows every apply', () => {
    expect(told({ type: 'outputs', outputs: { password: { sensitive: true, value: 'hunter2' } } })).toBeUndefined()
    expect(told({ type: 'resource_drift', change: { resource, action: 'update' } })).toBeUndefined()
  })

  it('is a message without colours when it is no JSON', () => {
    expect(eventOf('sys-oa', '\u001b[0m\u001b[32mSuccessfully configured\u001b[0m', same)).toEqual({ type: 'message', stack: 'sys-oa', text: 'Successfully configured' })
    expect(eventOf('sys-oa', '', same)).toBeUndefined()
  })

  it('is a problem with an address, and an error also in a severity that nobody knows', () => {
    const diagnostic = { severity: 'unknown', summary: 'serviceaccounts "oa" already exists', detail: '', address: 'kubernetes_service_account_v1.oa' }

    expect(told({ type: 'diagnostic', diagnostic })).toEqual({
      type: 'problem', stack: 'sys-oa', problem: { kind: 'already_exists', severity: 'error', summary: diagnostic.summary, detail: '', address: diagnostic.address },
    })
  })
})

describe('what a problem is about', () => {
  it.each([
    ['refused', 'services "s000" is forbidden: exceeded quota: quota, requested: services.nodeports=1', ''],
    ['refused', 'pods "s000-pod" is forbidden: violates PodSecurity "restricted:v1.34": host namespaces', ''],
    ['refused', 'Failed to create deployment: Deployment.apps "s000" is invalid: spec.template.metadata.labels: Invalid value', ''],
    ['already_exists', 'namespaces "dom-admin" already exists', ''],
    ['already_exists', 'Cannot create resource that already exists', 'resource "sys-oa/oa" already exists'],
    ['unreachable', 'Get "https://127.0.0.1:27999/api/v1/namespaces/dom-admin": dial tcp 127.0.0.1:27999: connect: connection refused', ''],
    ['unreachable', 'Invalid configuration for API client', 'Get "https://127.0.0.1:27999/apis": dial tcp: lookup api on 10.0.0.1:53: no such host'],
    ['unauthorized', 'Unauthorized', ''],
    ['unauthorized', 'Provider configuration: cannot load Kubernetes client config', 'context "city" does not exist'],
    ['unauthorized', 'Post "https://127.0.0.1:6443/api": tls: failed to verify certificate: x509: certificate signed by unknown authority', ''],
    ['kind_unknown', 'API did not recognize GroupVersionKind from manifest (CRD may not be installed)', 'no matches for kind "HTTPRoute"'],
    ['stale_plan', 'Saved plan is stale', 'The given plan file can no longer be applied because the state was changed'],
    ['stale_plan', 'Mismatch between input and plan variable value', 'Value saved in the plan file for variable "kubeconfig"'],
    ['locked', 'Error acquiring the state lock', 'Error message: resource temporarily unavailable'],
    ['state_wedged', 'Error acquiring the state lock', 'Error message: 2 problems: Unsupported state file format: The state file could not be parsed as JSON'],
    ['locked', 'Error acquiring the state lock', 'Error message: HTTP remote state already locked: ID=abc'],
    ['locked', 'Error acquiring the state lock', 'Error message: the state is already locked by another tofu client'],
    ['locked', 'Error acquiring the state lock', 'Error message: Workspace is already locked: default'],
    ['locked', 'Error acquiring the state lock', 'Error message: Already locked for workspace creation: default'],
    ['locked', 'Error acquiring the state lock', 'Error message: operation error S3: PutObject, https response error StatusCode: 412, api error PreconditionFailed: At least one'],
    ['state_unauthorized', 'Error acquiring the state lock', 'Error message: HTTP remote state endpoint requires auth'],
    ['state_unreachable', 'Error acquiring the state lock', 'Error message: Failed to lock: LOCK http://127.0.0.1:1/a giving up after 3 attempt(s)'],
    ['state_unreachable', 'Error acquiring the state lock', 'Error message: dial tcp 127.0.0.1:1: connect: connection refused\nLock Info:\n  Who: me'],
    ['state_refused', 'Error acquiring the state lock', 'Error message: Unexpected HTTP response code 404'],
    ['state_unauthorized', 'Error refreshing state: HTTP remote state endpoint invalid auth', ''],
    ['state_unauthorized', 'pq: password authentication failed for user "stacks"', ''],
    ['state_unauthorized', 'No valid credential sources found', 'Please see https://opentofu.org/docs'],
    ['state_unauthorized', 'Failed to get existing workspaces: operation error S3: ListObjectsV2, StatusCode: 403, api error SignatureDoesNotMatch', ''],
    ['state_unauthorized', 'Failed to get existing workspaces: Unauthorized', ''],
    ['state_unreachable', 'dial tcp 127.0.0.1:1: connect: connection refused', ''],
    ['state_unreachable', 'Failed to get existing workspaces: Get "https://127.0.0.1:1/api/v1/namespaces/states/secrets": dial tcp 127.0.0.1:1: connect: connection refused', ''],
    ['state_tls', 'pq: SSL is not enabled on the server', ''],
    ['state_tls', 'Failed to get existing workspaces: Get "https://127.0.0.1:6443/api": tls: failed to verify certificate: x509: certificate signed by unknown authority', ''],
    ['state_tls', 'Failed to get existing workspaces: exceeded maximum number of attempts, request send failed, http: server gave HTTP response to HTTPS client', ''],
    ['state_refused', 'pq: permission denied for database states', ''],
    ['state_refused', 'pq: database "nowhere" does not exist (3D000)', ''],
    ['state_refused', 'Failed to get existing workspaces: S3 bucket "nowhere" does not exist.', ''],
    ['state_refused', 'Failed to get existing workspaces: api error AuthorizationHeaderMalformed: the region "a" is wrong; expecting "b"', ''],
    ['state_refused', 'Failed to get existing workspaces: secrets is forbidden: User "system:serviceaccount:a:b" cannot list resource "secrets"', ''],
    ['state_refused', 'Error loading state', 'namespaces "nowhere" not found'],
    ['state_wedged', 'error loading state: Unable to access object "a.tfstate" in S3 bucket "states": checksum did not match: algorithm CRC32', ''],
    ['state_wedged', 'error loading state: unexpected EOF', ''],
    ['state_wedged', 'Error loading state', 'gzip: invalid header'],
    ['state_wedged', 'Error loading the state', 'Cause: unexpected EOF\nPlease ensure that your OpenTofu state exists'],
    ['state_unreachable', 'error loading state: Get "https://127.0.0.1:6443/api": unexpected EOF', ''],
    ['state_unsaved', 'Failed to save state', 'Error saving state: Secret "tfstate-default-a" is invalid: data: Too long: may not be more than 1048576 bytes'],
    ['state_unsaved', 'Failed to write state: cannot import state with serial 1 over newer state with serial 2', ''],
    ['state_moved', 'Backend configuration changed', 'A change in the backend configuration has been detected'],
    ['state_wedged', 'Unexpected Identity Change: During the read operation', ''],
    ['provider_missing', 'Failed to resolve provider packages', 'Could not resolve provider hashicorp/kubernetes: cannot search /nowhere'],
    ['provider_missing', 'Failed to query available provider packages', 'cannot search /nowhere: lstat /nowhere'],
    ['lock_file', 'Failed to install provider', 'the local package doesn\'t match any of the checksums previously recorded in the dependency lock file'],
    ['lock_file', 'Provider dependency changes detected', 'the lock file is read-only'],
    ['variable_missing', 'No value for required variable', 'The root module input variable "db_main_address" is not set'],
    ['interrupted', 'execution halted', ''],
    ['other', 'Waiting for rollout to finish: 2 replicas wanted; 0 replicas Ready', ''],
  ] as const)('is %s in the words "%s"', (kind, summary, detail) => {
    expect(problemKind(summary, detail)).toBe(kind)
  })

  it('is of the states where the tool was only asked to look where they lie', () => {
    expect(problemKind('Get "https://states": x509: certificate signed by unknown authority', '', 'init')).toBe('state_tls')
    expect(problemKind('Unsupported argument', 'An argument named "use_lockfile" is not expected here.', 'init')).toBe('other')
  })
})

describe('a state that is held', () => {
  const info = ['Lock Info:', '  ID:        8c1c-df5', '  Path:      ', '  Operation: OperationTypeApply', '  Who:       wang@ops-2', '  Version:   1.12.6', '  Created:   2026-11-22 15:10:40.619075995 +0000 UTC']
  const lineOf = (message: string) => told({ type: 'diagnostic', diagnostic: { severity: 'error', summary: 'Error acquiring the state lock', detail: [`Error message: ${message}`, ...info].join('\n') } })
  const detailOf = (message: string) => expect.objectContaining({ problem: expect.objectContaining({ kind: 'locked', detail: expect.stringMatching(message) }) })

  it.each(['the state is already locked by another tofu client', 'resource temporarily unavailable', 'HTTP remote state already locked: ID=8c1c-df5'])('names who holds it: %s', (message) => {
    expect(lineOf(message)).toEqual(detailOf(`^Error message: ${message} \\(wang@ops-2, OperationTypeApply, since 2026-11-22 15:10:40 \\+0000 UTC, lock 8c1c-df5\\)\n`))
  })

  it.each(['Workspace is already locked: default', 'HTTP remote state already locked: ID=another'])('does not take the one who asks for the one who holds it: %s', (message) => {
    expect(lineOf(message)).toEqual(detailOf(`^Error message: ${message}\nLock Info`))
  })
})

describe('an error in words', () => {
  const framed = '\u001b[31m╷\u001b[0m\n\u001b[31m│\u001b[0m \u001b[1mError: \u001b[0mError acquiring the state lock\n│ \n│ Error message: HTTP remote state already locked:\n│ ID=d9a4\n╵'

  it('is read out of its frame, without colours', () => {
    expect(errorInWords(framed)).toEqual({ summary: 'Error acquiring the state lock', detail: 'Error message: HTTP remote state already locked:\nID=d9a4' })
    expect(errorInWords('Failed to refresh state: 2 problems:\n\n- Unsupported state file format')).toEqual({ summary: 'Failed to refresh state: 2 problems:', detail: '- Unsupported state file format' })
  })

  it('begins with its cause, which the tool tells last', () => {
    expect(errorInWords('╷\n│ Error: Error loading the state\n│ \n│ Please ensure that it exists.\n│ \n│ Cause: unexpected EOF\n╵')).toEqual({
      summary: 'Error loading the state', detail: 'Cause: unexpected EOF\nPlease ensure that it exists.',
    })
  })

  it('is not made of what a crash leaves', () => {
    expect(errorInWords('panic: runtime error\ngoroutine 1 [running]:')).toBeUndefined()
    expect(errorInWords('')).toBeUndefined()
  })
})
