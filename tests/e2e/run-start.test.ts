import { chmod, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deleteControlDatabase } from '../../src/engine/control-database/index.js'
import { buildCli, runCli, type CliEnd } from '../support/run-cli.js'

const city = fileURLToPath(new URL('../cases/plan-three-systems', import.meta.url))
const database = '{ host: 127.0.0.1, port: 5432, database: app, user: migrator, password: { env: NO_SUCH_PASSWORD } }'
const endpoints = `systems:
  - { system: permits, engine: postgres, appRoles: [app], source: ${database}, target: ${database} }
  - { system: meetings, engine: postgres, appRoles: [app], source: ${database}, target: ${database} }
  - { system: archive, engine: postgres, appRoles: [app], source: ${database}, archiveDirectory: /tmp }
`
let folder: string
let root: string
let plan: string

beforeAll(async () => {
  buildCli()
  folder = await mkdtemp(join(tmpdir(), 'qianyun-run-'))
  // The control database's own user has to pass through it.
  await chmod(folder, 0o755)
})
beforeEach(async () => {
  root = await mkdtemp(join(folder, 'root-'))
  plan = join(root, 'plan.json')
  await cp(city, root, { recursive: true })
  await writeFile(join(root, 'migrations/linhe/endpoints.yaml'), endpoints)
  expect(await qianyun('plan', 'create', 'linhe', '-o', plan)).toMatchObject({ code: 0 })
})
afterAll(async () => {
  await deleteControlDatabase(join(folder, 'state'))
  await rm(folder, { recursive: true, force: true })
})

function qianyun(...args: readonly string[]): Promise<CliEnd> {
  return runCli(args, { cwd: root, env: { QIANYUN_STATE: join(folder, 'state') } })
}

async function replace(file: string, from: string | RegExp, to: string): Promise<void> {
  const text = await readFile(file, 'utf8')
  expect(text).toMatch(from)
  await writeFile(file, text.replace(from, to))
}

describe('starting a run', () => {
  it('is what status and approvals wait for: without one they end with 2', async () => {
    for (const args of [['status', 'linhe'], ['approve', 'linhe', 'permits', '--gate', 'cutover', '--by', 'zhou', '--why', 'equal']]) {
      expect(await qianyun('run', ...args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('error RUN_UNKNOWN_RUN\n  There is no run for linhe') })
    }
  })

  it('refuses a plan file that was edited', async () => {
    await replace(plan, /"seed":\s*\d+/, '"seed": 99')

    expect(await qianyun('run', 'start', 'linhe', '--plan', plan)).toMatchObject({ code: 6, stdout: '', stderr: expect.stringContaining('error PLAN_FILE_EDITED') })
  })

  it('refuses a plan made from other files than today\'s, and names what has changed', async () => {
    await replace(join(root, 'inventory/linhe/city.yaml'), 'sizeGb: 120', 'sizeGb: 121')
    const { code, stdout, stderr } = await qianyun('run', 'start', 'linhe', '--plan', plan)

    expect({ code, stdout }).toEqual({ code: 6, stdout: '' })
    expect(stderr).toContain('error PLAN_STALE')
    expect(stderr).toContain('systems/permits')
  })

  it('refuses a file that is no plan, and one that is not there', async () => {
    await writeFile(plan, '{ "kind": "plan"')
    expect(await qianyun('run', 'start', 'linhe', '--plan', plan)).toMatchObject({ code: 3, stderr: expect.stringContaining('error PLAN_FILE_INVALID') })
    expect(await qianyun('run', 'start', 'linhe', '--plan', 'none.json')).toMatchObject({ code: 3, stderr: expect.stringContaining('error PLAN_FILE_UNREADABLE') })
  })

  it('refuses a plan with a system that no endpoint leads to', async () => {
    await replace(join(root, 'migrations/linhe/endpoints.yaml'), /.*system: meetings.*\n/, '')

    expect(await qianyun('run', 'start', 'linhe', '--plan', plan)).toMatchObject({ code: 3, stderr: expect.stringContaining('error RUN_NO_ENDPOINTS\n  System meetings') })
  })

  it('takes the untouched plan, prints the run\'s id, and status shows its first wave, waiting for a worker', async () => {
    const { code, stdout } = await qianyun('run', 'start', 'linhe', '--plan', plan, '--operator', 'zhou', '--now')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^linhe-[0-9a-f]+\n$/)

    const status = await qianyun('run', 'status', 'linhe', '--json')
    const { run, planHash, systems } = JSON.parse(status.stdout) as { run: string; planHash: string; systems: { system: string; state: string }[] }
    expect(run).toBe(stdout.trim())
    expect(planHash).toBe((JSON.parse(await readFile(plan, 'utf8')) as { hash: string }).hash)
    expect(systems.map(({ system, state }) => ({ system, state }))).toEqual([{ system: 'archive', state: 'planned' }, { system: 'meetings', state: 'planned' }])
  })
})
