import type { WorkflowStatus } from '@dbos-inc/dbos-sdk'
import type { PhaseRun, PhaseStatus } from '../engine.js'

const STATUS: Readonly<Record<string, PhaseStatus>> = {
  DELAYED: 'waiting',
  ENQUEUED: 'queued',
  PENDING: 'running',
  SUCCESS: 'done',
  ERROR: 'failed',
  MAX_RECOVERY_ATTEMPTS_EXCEEDED: 'failed',
  CANCELLED: 'cancelled',
}

/** Status words of the library that mean one of ours. */
export function libraryStatuses(status: PhaseStatus): string[] {
  return Object.keys(STATUS).filter((word) => STATUS[word] === status)
}

export function phaseRunOf(row: WorkflowStatus): PhaseRun {
  const status = STATUS[row.status] ?? 'failed'
  const notBefore = row.attributes?.['notBefore']
  return {
    id: row.workflowID,
    phase: row.workflowName,
    site: siteOf(row),
    status,
    notBefore: status === 'waiting' && typeof notBefore === 'string' ? notBefore : null,
    error: errorText(row.error),
  }
}

export function siteOf(row: WorkflowStatus): string | null {
  const site = row.attributes?.['site']
  return typeof site === 'string' ? site : null
}

function errorText(error: unknown): string | null {
  if (error === undefined || error === null) return null
  return error instanceof Error ? error.message : String(error)
}
