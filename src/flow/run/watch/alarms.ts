import { problem, type Diagnostic } from '../../../diagnostics/diagnostic.js'
import { bytes, formatBytes } from '../../../model/bytes.js'
import { minutes } from '../../../model/duration.js'
import type { GuardReading, SyncStatus } from '../../../ports/data-mover.js'

/** A feed that is further behind than this does not get there by itself; a switch would wait for it. */
const LAG_LIMIT = minutes(5)

/** The reading that does not allow the feed to go on; undefined while all do. */
export function dangerOf(readings: readonly GuardReading[]): GuardReading | undefined {
  return readings.find(({ verdict }) => verdict === 'lost') ?? readings.find(({ verdict }) => verdict === 'stop')
}

/** What somebody should know, though the feed goes on. */
export function alarmsOf(system: string, readings: readonly GuardReading[], { drifted, applyErrors, lag }: SyncStatus): Diagnostic[] {
  return [
    ...readings.filter(({ verdict }) => verdict === 'alarm').map((reading) => problem('RUN_FEED_ALARM', { system, ...sizesOf(reading) })),
    ...(drifted.length > 0 ? [problem('RUN_SCHEMA_DRIFT', { system, tables: drifted.join(', ') })] : []),
    ...(applyErrors > 0 ? [problem('RUN_APPLY_ERRORS', { system, count: applyErrors })] : []),
    ...(lag > LAG_LIMIT ? [problem('RUN_LAG', { system, seconds: Number.isFinite(Number(lag)) ? Math.round(Number(lag) / 1_000) : '∞' })] : []),
  ]
}

/** `-` for what a server does not tell. */
export function sizesOf({ side, retained, limit, free }: GuardReading): { readonly place: string; readonly retained: string; readonly limit: string; readonly free: string } {
  const shown = (size: number | null) => (size === null ? '-' : formatBytes(bytes(size)))
  return { place: side, retained: shown(retained), limit: shown(limit), free: shown(free) }
}
