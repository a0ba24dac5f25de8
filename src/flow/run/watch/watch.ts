import { DiagnosticError, problem, type Diagnostic } from '../../../diagnostics/diagnostic.js'
import type { SystemState } from '../../../model/system-state.js'
import type { SystemRecord } from '../../../ports/run-store.js'
import type { RunPorts } from '../ports.js'
import { now } from '../record.js'
import { alarmsOf, dangerOf } from './alarms.js'
import { giveUp } from './give-up.js'
import { isShut, reopen } from './reopen.js'

/** What a watch asks of the engine. */
export interface WatchPorts extends Pick<RunPorts, 'mover' | 'store' | 'clock' | 'wiring'> {
  /** Whether a cutover or a rollback of the system is being carried out at this moment: then nobody else touches it. */
  readonly switching: (record: SystemRecord) => Promise<boolean>
  /** Ends the phases of an attempt: what they would do next has become pointless. */
  readonly halt: (record: SystemRecord) => Promise<void>
}

/** States in which a feed of ours may keep a server's log; from `deployed` on, for the copy begins with it. */
const WATCHED: readonly SystemState[] = ['deployed', 'syncing', 'rehearsed', 'cutover', 'verified', 'trial', 'dr_ready', 'rolled_back']

/** Looks after the feeds of a run between its phases: measures, tells once of what goes wrong, and gives a feed up before it endangers the side that serves. */
export class Watch {
  /** Alarms that stand, by system: each is told when it begins, not each time it is seen. */
  private readonly standing = new Map<string, ReadonlySet<string>>()
  private readonly underWay = new Set<string>()

  constructor(private readonly ports: WatchPorts) {}

  /** One look at every system; one whose last look still hangs is left out. */
  async look(run: string): Promise<void> {
    const systems = await this.ports.store.systems(run)
    const watched = systems.filter((record) => isWatched(record) && !this.underWay.has(record.system))
    await Promise.all(watched.map((record) => this.lookAt(record)))
  }

  private async lookAt(record: SystemRecord): Promise<void> {
    this.underWay.add(record.system)
    try {
      if (!(await this.ports.switching(record))) await this.measure(record)
    } catch (error) {
      const detail = error instanceof DiagnosticError ? error.diagnostics.map(({ code }) => code).join(', ') : error instanceof Error ? error.message : String(error)
      await this.tell(record, [problem('RUN_WATCH_BLIND', { system: record.system, detail })])
    } finally {
      this.underWay.delete(record.system)
    }
  }

  private async measure(record: SystemRecord): Promise<void> {
    const { mover, store } = this.ports
    const wiring = await this.ports.wiring(record.system, record.run)
    const { move } = wiring
    if (!move) return
    const reopened = isShut(record) ? await reopen(this.ports, record, { ...wiring, move }) : undefined
    if (reopened) return this.tell(record, [reopened])
    const readings = await mover.guard(move)
    const danger = dangerOf(readings)
    if (danger) {
      const given = await giveUp(this.ports, record, move, danger)
      return given ? this.tell(record, [given]) : undefined
    }
    // A feed that was given up has no lag; a move without log of its own may still have one.
    if (!(await mover.status(move)).feed) return this.tell(record, [])
    const sync = await mover.syncStatus(move)
    const data = { lagMs: Number(sync.lag), pendingBytes: Number(sync.pending), applyErrors: sync.applyErrors, drifted: sync.drifted, guard: readings }
    await store.append({ run: record.run, system: record.system, at: now(this.ports), type: 'measurement', data })
    await this.tell(record, alarmsOf(record.system, readings, sync))
  }

  private async tell({ run, system }: SystemRecord, alarms: readonly Diagnostic[]): Promise<void> {
    const before = this.standing.get(system) ?? new Set()
    this.standing.set(system, new Set(alarms.map(nameOf)))
    for (const alarm of alarms.filter((one) => !before.has(nameOf(one)))) {
      await this.ports.store.append({ run, system, at: now(this.ports), type: 'alarm', data: { code: alarm.code, ...alarm.params } })
    }
  }
}

/** A blocked system keeps its feed, unless that was what blocked it. */
function isWatched({ state, detail }: SystemRecord): boolean {
  const below = state === 'blocked' ? detail['from'] : state
  return WATCHED.some((one) => one === below) && detail['feed'] !== 'given up'
}

/** The same alarm, whatever it has grown to; other tables that drift are another one. */
function nameOf({ code, params }: Diagnostic): string {
  return `${code} ${String(params['place'] ?? params['tables'] ?? '')}`
}
