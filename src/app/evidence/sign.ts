import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import { canonicalJson } from '../../model/canonical.js'
import type { EvidenceBody, EvidenceDocument } from './document.js'
import { publicPem } from './key.js'

export function signEvidence(body: EvidenceBody, key: KeyObject): EvidenceDocument {
  const unsigned = { ...body, publicKey: publicPem(key) }
  return { ...unsigned, signature: sign(null, Buffer.from(canonicalJson(unsigned)), key).toString('base64') }
}

/** Whether a document was signed by this key and is as it was then. */
export function isSignedBy({ signature, ...unsigned }: EvidenceDocument, pem: string): boolean {
  return verify(null, Buffer.from(canonicalJson(unsigned)), createPublicKey(pem), Buffer.from(signature, 'base64'))
}
