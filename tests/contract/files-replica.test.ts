import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFilesFailover, createFilesReplica } from '../../src/adapters/files/replica/index.js'
import { systemClock } from '../../src/adapters/system/clock.js'
import type { FilesReplicaPlace } from '../../src/ports/replica.js'
import { replicaContract } from '../../src/ports/replica.contract.js'
import { app, codeOf, filesIn, modeOf, whyNot } from '../data/files-bed.js'
import { stepContexts } from '../support/replica-place.js'

const without = whyNot ?? (spawnSync('restic', ['version']).error ? 'needs restic' : undefined)
const options = { clock: systemClock }

/** A tree of the application with 120 files, a repository beside it, a place to restore to and one to take over. */
function benchPlace() {
  const folder = mkdtempSync(join(tmpdir(), 'qianyun-restic-'))
  chmodSync(folder, 0o755)
  const at = (...names: readonly string[]) => join(folder, ...names)
  for (const name of ['tree', 'tree/人口', 'scratch', 'takeover']) mkdirSync(at(name))
  for (let number = 0; number < 120; number += 1) writeFileSync(at('tree', '人口', `${number}.txt`), `record ${number}`)
  execFileSync('chown', ['-R', `${app.uid}:${app.gid}`, at('tree')])
  chmodSync(at('tree'), 0o2750)
  const place: FilesReplicaPlace = {
    kind: 'files', system: 'archive-scans', tree: { path: at('tree'), ssh: null }, repository: at('repository'), password: 'to be kept in escrow',
    scratch: at('scratch'), takeover: { path: at('takeover'), ssh: null },
  }
  const write = (name: string, where = 'tree') => spawnSync('sh', ['-c', 'echo new > "$1"', 'sh', at(where, name)], { ...app, cwd: '/' }).status === 0
  return { place, at, write, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

type Bench = ReturnType<typeof benchPlace>

function restic({ repository, password }: FilesReplicaPlace, ...parameters: readonly string[]): string {
  return execFileSync('restic', ['--repo', repository, '--no-cache', '--no-lock', ...parameters], { env: { ...process.env, RESTIC_PASSWORD: password }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
}

if (without !== undefined) {
  describe('the files adapter keeps the replica contract', () => it.skip(`every promise (${without})`, () => undefined))
} else {
  replicaContract('the files adapter', async () => {
    const { place, at, write, remove } = benchPlace()
    const replica = createFilesReplica(options)
    const context = stepContexts()
    let written = 0
    return {
      replica, place, context,
      rowsOnReplica: async () => {
        try {
          if (restic(place, 'snapshots', '--json').trim() === '[]') return undefined
          return restic(place, 'ls', 'latest', '--json').split('\n').filter((line) => line.includes('"type":"file"')).length
        } catch {
          return undefined
        }
      },
      rowsOnPrimary: async () => {
        written += 1
        expect(write(`new-${written}`)).toBe(true)
        // The next snapshot of the schedule.
        await replica.build(place, context())
        return filesIn(at('tree')).length
      },
      fingerprintOfPrimary: async () => execFileSync('find', [at('tree'), '-printf', '%p %m %U %s %T@ %C@\n'], { encoding: 'utf8' }),
      leftOnPrimary: async () => (existsSync(at('tree/.qianyun')) ? ['.qianyun'] : []),
      stop: async () => remove(),
    }
  })
}

describe.skipIf(without !== undefined)(`a files replica${without === undefined ? '' : ` (${without})`}`, () => {
  const replica = createFilesReplica(options)
  const failover = createFilesFailover(options)
  const context = stepContexts()
  let place: Bench['place'], at: Bench['at'], write: Bench['write'], remove: Bench['remove']
  beforeAll(() => { ({ place, at, write, remove } = benchPlace()) })
  afterAll(() => remove())

  it('tells by its lag what a loss at this moment would cost', async () => {
    await replica.build(place, context())
    expect(Number((await replica.status(place)).lag)).toBe(0)

    write('later')

    expect(Number((await replica.status(place)).lag)).toBeGreaterThan(0)
  })

  it('fails its drill when the snapshot is not what the tree was, leaves nothing behind and nothing of others away', async () => {
    writeFileSync(at('scratch', 'not ours'), 'kept')
    // One file has other bytes, of the same size and time: no listing shows it.
    const script = 'cp -a "$1/tree" "$1/wrong" && cd "$1/wrong/人口" && echo RECORD > 0.new && truncate -r 0.txt 0.new && touch -r 0.txt 0.new && cat 0.new > 0.txt && touch -r 0.new 0.txt && rm 0.new'
    execFileSync('sh', ['-c', script, 'sh', at()])
    await replica.build({ ...place, tree: { path: at('wrong'), ssh: null } }, context())

    const result = await replica.drill(place, context())

    expect(result.result).toBe('fail')
    expect(result.checks.filter(({ pass }) => !pass).map(({ name }) => name)).toEqual(['files_equal'])
    expect(readdirSync(at('scratch'))).toEqual(['not ours'])
  })

  it('refuses a repository that its password does not open', async () => {
    expect(await codeOf(replica.build({ ...place, password: 'another' }, context()))).toBe('FILES_REPOSITORY_REFUSED')
  })

  it('takes over from a closed tree, opens to the application and gives back what was written', async () => {
    write('last')
    await replica.build(place, context())

    expect(await failover.fence(place, context())).toEqual({ primary: 'closed' })
    expect(write('too late')).toBe(false)
    const result = await failover.failover(place, context())
    expect(result).toMatchObject({ timelineBefore: null, position: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown })
    expect(modeOf(at('takeover'))).toBe('2750')
    expect(write('during', 'takeover')).toBe(true)
    expect(await failover.failover(place, context())).toEqual(result)
    expect(filesIn(at('takeover'))).toEqual(expect.arrayContaining(['last', 'during']))
    rmSync(at('takeover', '人口', '0.txt'))
    const cut = { caughtUp: async () => undefined, opened: () => Promise.reject(new Error('cut off')) }
    await expect(failover.failback(place, context(), cut)).rejects.toThrow('cut off')
    expect(write('written after the opening')).toBe(true)
    const back = await failover.failback(place, context())

    expect(back.method).toBe('rewind')
    expect(write('after')).toBe(true)
    expect(filesIn(at('tree'))).toEqual(expect.arrayContaining(['during', 'last', 'after', 'written after the opening']))
    expect(existsSync(at('tree', '人口', '0.txt'))).toBe(false)
    expect(modeOf(at('tree'))).toBe('2750')
    expect([readdirSync(at('takeover')), write('x', 'takeover')]).toEqual([[], false])
  })

  it('says that a tree is out of reach, and restores what it has', async () => {
    const gone = { ...place, tree: { path: at('no such tree'), ssh: null } }

    expect(await failover.fence(gone, context())).toEqual({ primary: 'unreachable' })
    expect((await failover.failover(gone, context())).rpoMs).toBeGreaterThan(0)
    expect(readFileSync(at('takeover', 'during'), 'utf8')).toBe('new\n')
  })

  it('restores into no directory that holds files of others', async () => {
    mkdirSync(at('elsewhere'))
    writeFileSync(at('elsewhere', 'theirs'), 'kept')

    expect(await codeOf(failover.failover({ ...place, takeover: { path: at('elsewhere'), ssh: null } }, context()))).toBe('FILES_TARGET_NOT_EMPTY')
    expect(readdirSync(at('elsewhere'))).toEqual(['theirs'])
  })

  it('is destroyed without the snapshots of other systems in the same repository', async () => {
    await replica.build({ ...place, system: 'another' }, context())

    await replica.destroy(place)

    expect(restic(place, 'snapshots', '--json')).toContain('qianyun-system=another')
    expect(await replica.status(place)).toMatchObject({ streaming: false })
  })
})
