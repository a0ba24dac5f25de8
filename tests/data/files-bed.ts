import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFilesMover, type FilesMoverOptions } from '../../src/adapters/files/mover/index.js'
import { randomIds, systemClock } from '../../src/adapters/system/clock.js'
import { unlimited } from '../../src/adapters/throttle/unlimited.js'
import type { StepContext } from '../../src/model/step.js'
import type { DataMover, FilesMove, FilesSource, Side } from '../../src/ports/data-mover.js'
import type { MoverBed } from '../../src/ports/data-mover.contract.js'

/** Doors that are a mode, owners and access lists are the superuser's; and rsync must be there. */
export const whyNot: string | undefined = process.getuid?.() !== 0 ? 'needs root' : spawnSync('rsync', ['--version']).error ? 'needs rsync' : undefined

/** The application: the user nobody, who is on every machine. */
export const app = { uid: 65_534, gid: 65_534 } as const

/** Two trees of the application, the old one with files, the new one empty. */
export interface FilesBed {
  readonly move: FilesMove
  readonly folder: string
  mover(): DataMover<FilesMove, FilesSource>
  /** The tree's path, or a name in it. */
  at(side: Side, name?: string): string
  /** A write as the application: a new file; false when the door is closed. */
  write(side: Side, name?: string, text?: string): boolean
  remove(): Promise<void>
}

let beds = 0

/** Where other tests do not wait for the disk too, when there is such a place. */
const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

export function createBed(change: { move?: Partial<FilesMove>; options?: Partial<FilesMoverOptions>; target?: string; on?: 'disk' } = {}): FilesBed {
  beds += 1
  const folder = mkdtempSync(join(change.on === 'disk' ? tmpdir() : memory, 'qianyun-files-'))
  chmodSync(folder, 0o755)
  const paths = { source: join(folder, 'old tree'), target: change.target ?? join(folder, 'new') }
  mkdirSync(paths.source)
  if (change.target === undefined) mkdirSync(paths.target)
  chownSync(paths.source, app.uid, app.gid)
  chmodSync(paths.source, 0o2770)
  const move: FilesMove = {
    kind: 'files', system: `system-${beds}`, uplink: null, name: `move-${beds}`, door: { kind: 'mode' }, exclude: [],
    source: { path: paths.source, ssh: null }, target: { path: paths.target, ssh: null }, ...change.move,
  }
  const mover = () => createFilesMover({ clock: systemClock, ids: randomIds, throttle: unlimited, ...change.options })
  const at = (side: Side, name = '') => join(paths[side], name)
  let written = 0
  return {
    move, folder, mover, at,
    write(side, name, text = 'text') {
      written += 1
      const file = at(side, name ?? `once-${written}`)
      return spawnSync('sh', ['-c', 'cat > "$1"', 'sh', file], { ...app, cwd: '/', input: text }).status === 0
    },
    async remove() {
      await mover().finish(move, context(1_000_000)).catch(() => undefined)
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

export function context(fence: number, signal = new AbortController().signal): StepContext {
  return { signal, fence, attempt: 1, heartbeat: () => undefined }
}

/** Copied and followed: what every switch starts from. */
export async function synced(bed: FilesBed): Promise<FilesBed> {
  await bed.mover().prepare(bed.move, context(1))
  await bed.mover().copy(bed.move, context(1))
  return bed
}

export function filesIn(path: string): readonly string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name).slice(path.length + 1))
    .filter((name) => !name.startsWith('.qianyun/')).sort()
}

/** The bed as the contract of all data movers wants it. */
export function contractBed(change: Parameters<typeof createBed>[0] = {}): MoverBed {
  const bed = createBed(change)
  mkdirSync(bed.at('source', 'old'))
  for (let number = 0; number < 200; number += 1) writeFileSync(bed.at('source', `old/${number}`), `record ${number}`)
  execFileSync('chown', ['-R', `${app.uid}:${app.gid}`, bed.at('source')])
  return {
    move: bed.move, mover: bed.mover, remove: bed.remove,
    rows: async (side) => filesIn(bed.at(side)).length,
    write: async (side) => bed.write(side),
    load: () => startWriters(bed),
    killWorkers: async () => undefined,
    hinder: (side) => hinder(bed.at(side)),
    leftovers: async () => (['source', 'target'] as const).filter((side) => existsSync(bed.at(side, '.qianyun'))),
  }
}

/** Writes a new file about every 40 ms to whichever side accepts it, and says its name when it is closed. */
const writer = `
  here=$1; there=$2; count=0
  while :; do
    count=$((count + 1))
    if { echo "$3-$count" > "$here/$3-$count"; } 2>/dev/null; then echo "$3-$count"; else other=$here; here=$there; there=$other; fi
    sleep 0.04
  done`

/** Four writers as an application has them; one that a fence has ended is started again, as its supervisor would. */
function startWriters(bed: FilesBed): ReturnType<MoverBed['load']> {
  const acknowledged = new Set<string>()
  const children = new Set<ChildProcess>()
  let running = true
  let started = 0
  const start = () => {
    started += 1
    const child = spawn('sh', ['-c', writer, 'sh', bed.at('source'), bed.at('target'), `load${started}`], { ...app, cwd: '/', stdio: ['ignore', 'pipe', 'ignore'] })
    children.add(child)
    child.stdout.on('data', (chunk: Buffer) => chunk.toString().split('\n').filter((name) => name !== '').forEach((name) => acknowledged.add(name)))
    child.once('close', () => {
      children.delete(child)
      if (running) start()
    })
  }
  for (let count = 0; count < 4; count += 1) start()
  return {
    async stop(side) {
      running = false
      await Promise.all([...children].map((child) => new Promise((resolve) => child.once('close', resolve).kill('SIGKILL'))))
      const present = new Set(filesIn(bed.at(side)))
      return { acknowledged: acknowledged.size, lost: [...acknowledged].filter((name) => !present.has(name)).length }
    },
  }
}

/** Stops every rsync that works on a tree as soon as it shows, as a hung file server would; goes on with \`release\`. */
export async function hinder(path: string): Promise<() => Promise<void>> {
  const stopped = new Set<number>()
  const timer = setInterval(() => rsyncsOn(path).filter((pid) => !stopped.has(pid)).forEach((pid) => stopped.add(signal(pid, 'SIGSTOP'))), 1)
  return async () => {
    clearInterval(timer)
    for (const pid of stopped) signal(pid, 'SIGCONT')
  }
}

export function rsyncsOn(path: string): readonly number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => {
    const [program = '', ...parameters] = commandLine(pid)
    return program.endsWith('rsync') && parameters.some((parameter) => parameter === `${path}/` || parameter === path)
  })
}

function commandLine(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    return []
  }
}

function signal(pid: number, name: NodeJS.Signals): number {
  try {
    process.kill(pid, name)
  } catch {
    // It has ended.
  }
  return pid
}

export { codeOf } from '../../src/ports/data-mover.contract.js'

export const modeOf = (path: string): string => (statSync(path).mode & 0o7777).toString(8)
