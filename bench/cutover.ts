import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readPlace } from '../src/app/inventory/read-place.js'
import { runPorts } from '../src/app/run/worker.js'
import { noFaults } from '../src/app/run/system.js'
import { switchOver, type SwitchOpened } from '../src/flow/run/cutover.js'
import type { StepContext } from '../src/model/step.js'
import type { RunRecord, RunStore } from '../src/ports/run-store.js'
import type { Side } from '../src/ports/data-mover.js'
import { CITY } from '../src/demo/city/place-files.js'
import { storeOf } from '../src/demo/city/stores/store.js'
import { startCity, type City } from '../src/demo/city/start-city.js'
import { citySystems } from '../src/demo/city/systems.js'
import { longestGap, readAcknowledgements } from '../src/demo/clients/acknowledgements.js'
import type { Figures } from './main.js'

const SWITCHES = 10
const WRITES_PER_SECOND = 400
/** Document numbers, a unique key, an index: what a switch has to take along. */
const SYSTEM = 'yz-permits'

/**
 * C1, C2: ten forward cutovers and ten rollbacks of one system under 400 writes a second, outage as the clients see it:
 * the longest time between two acknowledged writes around a switch. C3: CPU time of `qianyun --help`.
 */
export async function run(): Promise<Figures> {
  const directory = mkdtempSync(join(tmpdir(), 'qy-bench-'))
  const system = citySystems.find(({ id }) => id === SYSTEM)!
  const city = await startCity({ directory, systems: [system], seed: 1, scale: 1, writesPerSecond: WRITES_PER_SECOND, say: (line) => console.error(line) })
  try {
    const switches = await switchBackAndForth(city)
    return { ...(await outages(city, switches)), C3: helpCpu() }
  } finally {
    await city.stop()
    rmSync(directory, { recursive: true, force: true })
  }
}

async function switchBackAndForth(city: City): Promise<readonly SwitchOpened[]> {
  const { endpoints } = await readPlace(city.root, CITY)
  // The switch writes no record: of a store it needs only the run's place.
  const record: RunRecord = { id: 'bench', place: CITY, createdAt: '', operator: 'bench', planHash: 'sha256:0', inventoryHash: 'sha256:0', stacksHash: null, plan: {} }
  const store = { run: async () => record } as Partial<RunStore> as RunStore
  const ports = runPorts({ store, place: CITY, endpoints: endpoints!, binaries: city.binaries, faults: noFaults, environment: process.env })
  const { move, router, route } = await ports.wiring(SYSTEM, record.id)
  let fence = 0
  const context = (): StepContext => ({ signal: new AbortController().signal, attempt: 1, fence: ++fence, heartbeat: () => undefined })
  await ports.mover.prepare(move!, context())
  await ports.mover.copy(move!, context())
  while (Number((await ports.mover.syncStatus(move!)).lag) > 500) await pause(200)
  const opened: SwitchOpened[] = []
  for (let number = 0; number < 2 * SWITCHES; number++) {
    const from: Side = number % 2 === 0 ? 'source' : 'target'
    const result = await switchOver(ports, { move: move!, from, router, route, onOpen: async (one) => void opened.push(one) }, context())
    if (result.proof.result !== 'pass') throw new Error(`switch ${number + 1}: the sides differ`)
    console.error(`${from === 'source' ? 'forward ' : 'rollback'} ${JSON.stringify(result.opened.timings)}`)
    await pause(1_000)
  }
  return opened
}

async function outages(city: City, switches: readonly SwitchOpened[]): Promise<Figures> {
  const counts = await city.writers.finish()
  const written = (await readAcknowledgements(city.writers.journal)).get(SYSTEM) ?? []
  const system = citySystems.find(({ id }) => id === SYSTEM)!
  const lost = await storeOf(system).missingWrites(city.endpoint(SYSTEM, 'source'), system.journal!, written.map(({ id }) => id))
  const seen = (from: Side) => switches.filter((one) => one.from === from).map(({ fencedAt, openedAt }) => longestGap(written, fencedAt, openedAt + 100)).sort((a, b) => a - b)
  const [forward, back] = [seen('source'), seen('target')]
  console.error(`${written.length} writes acknowledged, ${lost.length} lost, ${counts.refused[SYSTEM] ?? 0} refused and sent again`)
  if (lost.length > 0) throw new Error(`${lost.length} acknowledged writes were lost`)
  return { C1: median(forward), C1_max: round(forward.at(-1)!), C2: median(back), C2_max: round(back.at(-1)!) }
}

/** User and system time of the whole process, median of nine. */
function helpCpu(): number {
  const main = fileURLToPath(new URL('../src/cli/main.js', import.meta.url))
  const times = Array.from({ length: 9 }, () => {
    const probe = spawnSync('/bin/sh', ['-c', `"$0" "$1" --help >/dev/null; times`, process.execPath, main], { encoding: 'utf8' })
    return childCpu(probe.stdout)
  })
  return median(times.sort((a, b) => a - b))
}

/** Second line of the shell's `times`: user and system time of its children, `0m0.071s 0m0.014s`. */
function childCpu(text: string): number {
  const [user = '', system = ''] = (text.trim().split('\n')[1] ?? '').split(' ')
  const toMs = (word: string) => {
    const [, minutes = '0', seconds = '0'] = /(\d+)m([\d.]+)s/.exec(word) ?? []
    return 1_000 * (60 * Number(minutes) + Number(seconds))
  }
  return toMs(user) + toMs(system)
}

function median(sorted: readonly number[]): number {
  const middle = sorted.length / 2
  return round(Number.isInteger(middle) ? (sorted[middle - 1]! + sorted[middle]!) / 2 : sorted[Math.floor(middle)]!)
}

const round = (value: number): number => Math.round(value * 10) / 10

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
