import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { codeOf, takeSteps } from '../../src/ports/data-mover.contract.js'
import type { FilesMove, Side, SshAddress } from '../../src/ports/data-mover.js'
import { freePort } from '../support/free-port.js'
import { context, createBed, filesIn, modeOf, synced, whyNot, type FilesBed } from './files-bed.js'

const sshd = '/usr/sbin/sshd'
const without = whyNot ?? (existsSync(sshd) ? undefined : 'needs openssh-server')

describe.skipIf(without !== undefined)(`a move of files from and to another host${without === undefined ? '' : ` (${without})`}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'qianyun-sshd-'))
  const at = (name: string) => join(folder, name)
  let server: ChildProcess
  let address: SshAddress
  let bed: FilesBed

  beforeAll(async () => {
    const port = await freePort()
    for (const key of ['host', 'user', 'stranger']) execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', at(key)])
    writeFileSync(at('authorized'), readFileSync(at('user.pub')))
    writeFileSync(at('known'), `[127.0.0.1]:${port} ${readFileSync(at('host.pub'), 'utf8')}`)
    writeFileSync(at('config'), `Port ${port}\nListenAddress 127.0.0.1\nHostKey ${at('host')}\nAuthorizedKeysFile ${at('authorized')}\nStrictModes no\nUsePAM no
PasswordAuthentication no\nPermitRootLogin prohibit-password\nPidFile none\nMaxStartups 100
# Without the start files of the superuser's shell, which can take a second a command.
SetEnv SHLVL=5\n`)
    mkdirSync('/run/sshd', { recursive: true })
    server = spawn(sshd, ['-D', '-e', '-f', at('config')], { stdio: 'ignore' })
    address = { host: '127.0.0.1', port, user: 'root', identityFile: at('user') }
    for (let tries = 0; tries < 100 && !await answers(port); tries += 1) await new Promise((resolve) => setTimeout(resolve, 100))
  })
  afterAll(async () => {
    // The connections that are kept for a while.
    const sockets = join(tmpdir(), 'qianyun-ssh-0')
    const ours = createHash('sha256').update(`${at('user')}\0${at('known')}`).digest('hex').slice(0, 8)
    for (const name of existsSync(sockets) ? readdirSync(sockets) : []) {
      if (name.startsWith(ours)) execFileSync('ssh', ['-O', 'exit', '-o', `ControlPath=${join(sockets, name)}`, 'any'], { stdio: 'ignore' })
    }
    server?.kill()
    if (server) await once(server, 'close')
    rmSync(folder, { recursive: true, force: true })
  })
  afterEach(() => bed.remove())

  const bedWith = (side: Side, change: Partial<SshAddress> = {}, knownHosts = at('known')): FilesBed => {
    const made = createBed({ options: { ssh: { knownHosts } } })
    const move: FilesMove = { ...made.move, [side]: { path: made.move[side].path, ssh: { ...address, ...change } } }
    return { ...made, move, remove: async () => {
      await made.mover().finish(move, context(1_000_000)).catch(() => undefined)
      await made.remove()
    } }
  }

  test.each(['source', 'target'] as const)('the %s lies there: copied, switched and proved', async (side) => {
    bed = bedWith(side)
    bed.write('source', '人口 "登记"\n')
    bed.write('source', 'two')
    await synced(bed)
    const session = await bed.mover().beginSwitch(bed.move, 'source', context(2))
    await takeSteps(session, 'open')
    const proof = await session.prove(() => undefined)
    await session.close()

    expect(proof.result).toBe('pass')
    expect([modeOf(bed.at('source')), modeOf(bed.at('target'))]).toEqual(['700', '2770'])
    expect(bed.write('target', 'three')).toBe(true)
    if (side === 'target') return
    const back = await bed.mover().beginSwitch(bed.move, 'target', context(3))
    await takeSteps(back, 'open')
    await back.close()
    expect(filesIn(bed.at('source'))).toEqual(['three', 'two', '人口 "登记"\n'])
    expect(await bed.mover().status(bed.move)).toMatchObject({ serving: 'source', state: 'rolled-back' })
  })

  test('a host whose key is not known, a key it does not accept and two other hosts are refused', async () => {
    bed = bedWith('source', {}, at('none'))
    expect(await codeOf(bed.mover().prepare(bed.move, context(1)))).toBe('FILES_UNREACHABLE')
    await bed.remove()
    bed = bedWith('source', { identityFile: at('stranger') })
    expect(await codeOf(bed.mover().prepare(bed.move, context(1)))).toBe('FILES_UNREACHABLE')
    const both = { ...bed.move, target: { ...bed.move.target, ssh: address } }
    expect(await codeOf(Promise.resolve().then(() => bed.mover().prepare(both, context(1))))).toBe('FILES_TWO_REMOTE')
  })
})

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port })
    socket.once('data', () => { socket.destroy(); resolve(true) })
    socket.once('error', () => resolve(false))
  })
}
