import type { StackProblemKind } from '../../ports/stack-runner.js'

/**
 * What a problem is about, by the words of the tool, the provider and the API server. Seen with OpenTofu 1.12.6, Terraform 1.11.4 and
 * hashicorp/kubernetes 2.38.0. The first that fits counts: a damaged state is reported as a lock that cannot be taken.
 */
const KINDS: readonly (readonly [StackProblemKind, RegExp])[] = [
  ['state_wedged', /Unexpected Identity Change|Unsupported state file format|Failed to (load|decode) state|Error loading state/],
  ['locked', /Error (acquiring|locking)[^:]*state|state lock/i],
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

export function problemKind(summary: string, detail: string): StackProblemKind {
  const words = `${summary}\n${detail}`
  return KINDS.find(([, pattern]) => pattern.test(words))?.[0] ?? 'other'
}
