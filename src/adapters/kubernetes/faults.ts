import { problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import type { Json } from '../../model/json.js'

/** Codes of OpenSSL and Node that mean: somebody answers, but not with a certificate that this kubeconfig vouches for. */
const tlsCodes: readonly string[] = [
  'CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'CERT_SIGNATURE_FAILURE', 'CERT_UNTRUSTED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'EPROTO', 'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]

/** A request that got no answer. Only the error's code is told: its text may hold what was sent. */
export function lineProblem(cause: unknown, server: string): Diagnostic {
  const code = codeOf(cause)
  const isTls = tlsCodes.includes(code) || code.startsWith('ERR_SSL_') || code.startsWith('ERR_OSSL_')
  return problem(isTls ? 'K8S_TLS' : 'K8S_UNREACHABLE', { server, reason: code })
}

/** An answer that says the server is out of order or does not know who asks; undefined for everything a caller may judge. */
export function statusProblem(status: number, body: Json, { server, context }: { readonly server: string; readonly context: string }): Diagnostic | undefined {
  if (status === 401) return problem('K8S_UNAUTHORIZED', { server, context })
  // Paths of groups that are not installed are answered in plain text.
  const isKubernetes = typeof body === 'object' || (status === 404 && String(body).startsWith('404 page not found'))
  if (status === 429 || status === 503 || status === 504 || !isKubernetes) return problem('K8S_UNREACHABLE', { server, reason: `HTTP ${status}` })
  return undefined
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'no answer'
}
