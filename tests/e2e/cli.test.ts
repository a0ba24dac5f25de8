import { spawnSync } from 'node:child_process'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildCli, runCli } from '../support/run-cli.js'

let folder: string
beforeAll(async () => {
  buildCli()
  folder = await mkdtemp(join(tmpdir(), 'qianyun-cli-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const tests = fileURLToPath(new URL('..', import.meta.url))

describe('the command line', () => {
  it('says with --help what it is for, and every command', async () => {
    const { code, stdout, stderr } = await runCli(['--help'])

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout.split('\n').slice(0, 4)).toEqual([
      'Usage: qianyun [options] [command]', '', '迁云: moves a city\'s information systems onto the government cloud.', 'inventory → assessment → plan → stacks → run → verdict → report',
    ])
    for (const command of ['inventory', 'explain', 'assess', 'plan', 'stacks', 'run', 'report', 'setup', 'demo']) expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'))
  })

  it.each([
    { line: 'inventroy', says: 'inventroy' },
    { line: 'run stats', says: 'stats' },
    { line: 'inventory validate --jsn', says: 'Did you mean --json?' },
    { line: 'run start dezhou', says: '--plan <file>' },
    { line: 'demo --seed -1', says: '--seed -1' },
    { line: 'demo --scale 0', says: '--scale 0' },
    { line: 'demo --kill-worker-at switch.fnced', says: 'did you mean "switch.fenced"?' },
  ])('ends with 2 on $line, naming the word', async ({ line, says }) => {
    const { code, stdout, stderr } = await runCli(line.split(' '))

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(says)
  })

  it('explains a code in the reader\'s language', async () => {
    const english = await runCli(['explain', 'RUN_UNKNOWN_RUN'])
    const chinese = await runCli(['explain', 'RUN_UNKNOWN_RUN', '--lang', 'zh'])
    const byLocale = await runCli(['explain', 'RUN_UNKNOWN_RUN'], { env: { QIANYUN_LANG: '', LC_ALL: 'zh_CN.UTF-8' } })

    expect(english).toMatchObject({ code: 0, stdout: expect.stringContaining('There is no run for {place} in the control database.\n') })
    expect(chinese).toMatchObject({ code: 0, stdout: expect.stringContaining('控制库中没有 {place} 的运行记录。\n') })
    expect(byLocale.stdout).toBe(chinese.stdout)
  })

  it('ends with 2 on a code that there is not', async () => {
    expect(await runCli(['explain', 'RUN_UNKNOWN_RAN'])).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('error CLI_UNKNOWN_CODE') })
  })
})

describe('the five places', () => {
  it('are clean', async () => {
    const { code, stdout, stderr } = await runCli(['inventory', 'validate'])

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect([...stdout.matchAll(/^(\w+): clean, /gm)].map(([, place]) => place)).toEqual(['dalian', 'dezhou', 'huizhou', 'shandong', 'tieling'])
  })

  it('carry every row of the policy documents and every target', async () => {
    const { code, stdout } = await runCli(['inventory', 'coverage'])

    expect(code).toBe(0)
    expect(stdout.trim().split('\n').at(-1)).toBe('359/359 rows, 116/116 targets')
  })

  it('with one bracket left open end with 3, at file, line and column, with a caret', async () => {
    const root = join(folder, 'broken')
    await cp(join(tests, 'cases/inventory-sound'), root, { recursive: true })
    await writeFile(join(root, 'inventory/linhe/rooms.yaml'), 'facilities:\n  - { id: annex, name: 附楼机房, status: running\n')

    const { code, stdout } = await runCli(['inventory', 'validate', 'linhe'], { cwd: root })

    expect(code).toBe(3)
    expect(stdout).toMatch(/inventory\/linhe\/rooms\.yaml:\d+:\d+/)
    expect(stdout).toMatch(/^ +\| +\^/m)
  })
})

describe('set-up as a normal user on a machine without PostgreSQL', () => {
  // The servers are hidden behind an empty file system that this one process alone sees; that takes a root who may mount.
  const hide = 'mount -t tmpfs none /usr/lib/postgresql && exec setpriv --reuid=65534 --regid=65534 --clear-groups'
  const mayHide = spawnSync('unshare', ['-m', 'sh', '-c', `${hide} true`]).status === 0

  it.runIf(mayHide)('ends with 5 and prints the exact commands', () => {
    const main = join(tests, '../dist/src/cli/main.js')
    const { status, stdout, stderr } = spawnSync('unshare', ['-m', 'sh', '-c', `${hide} "$@"`, 'sh', process.execPath, main, 'setup'], {
      encoding: 'utf8', cwd: '/', env: { PATH: '/usr/bin:/bin', QIANYUN_LANG: 'en' },
    })

    expect({ status, stdout }).toEqual({ status: 5, stdout: '' })
    expect(stderr).toContain('error SETUP_MISSING_PROGRAMS\n  Missing on this machine: postgresql.')
    expect(stderr).toContain('    sudo apt-get update && sudo apt-get install -y postgresql\n')
  })
})
