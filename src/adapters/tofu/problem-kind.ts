import type { StackProblemKind } from '../../ports/stack-runner.js'

type Rule = readonly [StackProblemKind, RegExp]

/**
 * What a problem is about, by the words of the tool, the provider, the backend and the servers behind them. Seen with OpenTofu 1.12.6,
 * Terraform 1.11.4, hashicorp/kubernetes 2.38.0, PostgreSQL 15 and Versity S3 Gateway 1.8. The first that fits counts: a damaged state is
 * reported as a lock that cannot be taken.
 */
const KINDS: readonly Rule[] = [
  ['state_wedged', /Unexpected Identity Change|Unsupported state file format|Failed to decode state|checksum did not match/],
  ['state_wedged', /(load|loading|refresh|refreshing) (the )?state(: |\n(Cause: )?)(unexpected EOF|gzip: |illegal base64)/],
  ['state_unsaved', /Failed to (save|persist) state|errored\.tfstate|cannot import state with (serial|lineage)|cannot overwrite existing state/],
  ['state_moved', /Backend (configuration|type) changed|Backend initialization required/],
  ['stale_plan', /Saved plan is stale|Cannot apply incomplete plan|as a plan file|Mismatch between input and plan variable/],
  ['already_exists', /already exists/],
  ['kind_unknown', /did not recognize GroupVersionKind|no matches for kind|could not find the requested resource/],
  ['lock_file', /checksums previously recorded|Provider dependency changes detected|Inconsistent dependency lock file/],
  ['provider_missing', /Failed to (resolve provider|query available provider|install provider)|Missing required provider|Required plugins are not installed/],
  ['variable_missing', /No value for required variable/],
  ['interrupted', /execution halted|Interrupt(ed)?\b|operation cancell?ed|context cancell?ed/i],
  ['unauthorized', /Unauthorized|Invalid credentials|context "[^"]*" does not exist|cannot load Kubernetes client config|no client config|x509:/],
  ['unreachable', /connection (refused|reset)|no such host|i\/o timeout|no route to host|network is unreachable|handshake timeout/],
  ['unreachable', /deadline exceeded|Client\.Timeout|Invalid configuration for API client|\bEOF\b/],
  ['refused', /is forbidden|is invalid|exceeded quota|violates PodSecurity|denied the request|Forbidden|not found/],
]

/** How the parts of the tools that read and write states begin; a server's own words stand behind that. `dial tcp` is how backend `pg` does. */
const OF_STATE = [
  /^(Error (refreshing|loading|acquiring|releasing|locking)|[Ee]rror loading|Failed to (refresh|load)) (the )?state/,
  /^(Failed to get existing workspaces|No valid credential|Failed to initialize kubernetes configuration|pq: |dial tcp )/,
]

/** The same faults, of the place where the states lie. A lock that could not even be asked for is reported as one that is held. */
const STATE_KINDS: readonly Rule[] = [
  ['locked', /[Aa]lready locked|resource temporarily unavailable|PreconditionFailed|^Error releasing the state lock/],
  ['state_tls', /x509:|tls: failed|SSL is not enabled|HTTP response to HTTPS client|certificate/],
  ['state_unauthorized', /password|role "[^"]*" does not exist|no pg_hba\.conf entry|requires auth|invalid auth|Unauthorized|context "[^"]*" does not exist/],
  ['state_unauthorized', /No valid credential|SignatureDoesNotMatch|InvalidAccessKeyId|ExpiredToken|InvalidToken|system:anonymous|PG_CONN_STR cannot be read/],
  ['state_unreachable', /connection (refused|reset)|no such host|i\/o timeout|no route to host|network is unreachable|handshake timeout|broken pipe/],
  ['state_unreachable', /deadline exceeded|Client\.Timeout|\bEOF\b|giving up after|request send failed|bad connection|StatusCode: 5\d\d/],
  ['state_unreachable', /starting up|shutting down|terminating connection|too many (clients|connections)|remaining connection slots|internal server error/],
]

/** By the words alone; what the tool was asked to do says more where `init` reads no state, but asks where it lies. */
export function problemKind(summary: string, detail: string, verb?: string): StackProblemKind {
  const first = firstOf(KINDS, summary, detail) ?? 'other'
  const isOfState = OF_STATE.some((begin) => begin.test(summary))
  if (!isOfState && verb !== 'init') return first
  if (!['unauthorized', 'unreachable', 'refused', 'other', 'already_exists'].includes(first)) return first
  return firstOf(STATE_KINDS, summary, detail) ?? (isOfState || first !== 'other' ? 'state_refused' : 'other')
}

function firstOf(rules: readonly Rule[], summary: string, detail: string): StackProblemKind | undefined {
  return rules.find(([, pattern]) => pattern.test(`${summary}\n${detail}`))?.[0]
}
