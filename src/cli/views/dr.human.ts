import type { DrillReport } from '../../app/dr/drill.js'
import type { FailbackReport } from '../../app/dr/fail-back.js'
import type { FailoverReport } from '../../app/dr/fail-over.js'
import type { PartStatus, SystemDrStatus } from '../../app/dr/status.js'
import type { SyncReport } from '../../app/dr/sync.js'
import { bytes, formatBytes } from '../../model/bytes.js'
import type { Io } from '../io.js'
import { showDiagnostics } from './diagnostics.human.js'
import { primaryWords, replicaWords, servingWords, words } from './dr-words.js'
import { renderTable } from './table.js'

/** One line a part, then what has to be mended. */
export function showDrStatus(statuses: readonly SystemDrStatus[], io: Io): void {
  if (statuses.length === 0) return io.stdout(words[io.language].none)
  const rows = statuses.flatMap(({ system, parts, route }) => parts.map((part) => rowOf(system, part, route, io)))
  for (const line of renderTable([[...words[io.language].head], ...rows])) io.stdout(line)
  const diagnostics = statuses.flatMap(({ findings }) => findings)
  if (diagnostics.length > 0) showDiagnostics({ root: io.cwd, diagnostics }, io)
}

function rowOf(system: string, { kind, sides, lag }: PartStatus, route: string | null, { language }: Io): string[] {
  const told = sides ? [servingWords[sides.serving][language], primaryWords[sides.primary][language], replicaWords[sides.replica][language]] : ['-', '-', '-']
  return [system, kind, ...told, Number.isFinite(lag) ? `${Math.round(lag)} ms` : '-', route ?? '-']
}

/** One line a part. */
export function showSync(reports: readonly SyncReport[], { language, stdout }: Io): void {
  const rows = reports.flatMap(({ system, parts }) => parts.map(({ kind, bytes: size, milliseconds }) => [system, kind, formatBytes(bytes(size)), `${milliseconds} ms`]))
  for (const line of rows.length === 0 ? [words[language].none] : renderTable(rows)) stdout(line)
}

export function showDrill({ system, result, rtoMs, rpoMs, checks, run }: DrillReport, io: Io): void {
  const text = words[io.language]
  io.stdout(fill(text.drill, { system, result: result === 'pass' ? text.passed : text.failed, rto: rtoMs, rpo: rpoMs }))
  for (const { name, pass } of checks) io.stdout(`  ${pass ? '✓' : '✗'} ${name}`)
  io.stdout(recordedIn(run, io))
}

export function showFailover({ system, rtoMs, rpoMs, routed, run }: FailoverReport, io: Io): void {
  const text = words[io.language]
  io.stdout(fill(text.failover, { system, rto: rtoMs, rpo: rpoMs }))
  io.stdout(routed ? text.routed : text.unrouted)
  io.stdout(recordedIn(run, io))
}

export function showFailback({ system, outageMs, milliseconds, routed, run }: FailbackReport, io: Io): void {
  const text = words[io.language]
  io.stdout(fill(text.failback, { system, outage: outageMs, seconds: Math.round(milliseconds / 1_000) }))
  io.stdout(routed ? text.routed : text.unrouted)
  io.stdout(recordedIn(run, io))
}

function recordedIn(run: string | null, { language }: Io): string {
  return run === null ? words[language].unrecorded : fill(words[language].recorded, { run })
}

function fill(text: string, params: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''))
}
