import { readFile } from 'node:fs/promises'
import { DiagnosticError, problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { brokenLinks } from './chain.js'
import type { EvidenceDocument } from './document.js'
import { fingerprint } from './key.js'
import { isSignedBy } from './sign.js'

export interface VerifiedEvidence {
  readonly document: EvidenceDocument
  /** Of the key the signature was checked with. */
  readonly fingerprint: string
  /** Every problem; none: the file is as it was signed. */
  readonly diagnostics: readonly Diagnostic[]
}

/** Checks a file's chain, record by record, and its signature: by the given public key, or by the one that the file itself names. */
export async function verifyEvidence(file: string, keyFile: string | undefined): Promise<VerifiedEvidence> {
  const document = asDocument(file, await readText(file))
  const pem = keyFile === undefined ? document.publicKey : await readText(keyFile)
  const [mark, named] = [fingerprintOf(keyFile ?? file, pem), fingerprintOf(file, document.publicKey)]
  return { document, fingerprint: mark, diagnostics: [...brokenLinks(document), ...signatureProblems(document, pem, mark, named)] }
}

/** Another key says so itself; else the file was changed after it was signed, in its records or beside them. */
function signatureProblems(document: EvidenceDocument, pem: string, mark: string, named: string): Diagnostic[] {
  if (mark !== named) return [problem('EVD_OTHER_KEY', { named, wanted: mark })]
  return isSignedBy(document, pem) ? [] : [problem('EVD_SIGNATURE_WRONG', { fingerprint: mark })]
}

async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new DiagnosticError(problem('EVD_UNREADABLE', { file, detail: cause instanceof Error ? cause.message : String(cause) }, { cause }))
  })
}

function fingerprintOf(file: string, pem: string): string {
  try {
    return fingerprint(pem)
  } catch (cause) {
    throw new DiagnosticError(problem('EVD_NO_KEY', { file }, { cause }))
  }
}

function asDocument(file: string, text: string): EvidenceDocument {
  const read = parse(text)
  if (!isDocument(read)) throw new DiagnosticError(problem('EVD_NOT_EVIDENCE', { file }))
  return read
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function isDocument(read: unknown): read is EvidenceDocument {
  if (typeof read !== 'object' || read === null || !('kind' in read) || read.kind !== 'evidence' || !('schema' in read) || read.schema !== 1) return false
  const hasChain = 'evidence' in read && Array.isArray(read.evidence) && read.evidence.every((one: unknown) => typeof one === 'object' && one !== null && 'hash' in one)
  return hasChain && 'publicKey' in read && typeof read.publicKey === 'string' && 'signature' in read && typeof read.signature === 'string'
}
