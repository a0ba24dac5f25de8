import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { withStartLock } from './start-lock.js'

let folder: string
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'qianyun-lock-')) })
afterEach(() => rm(folder, { recursive: true }))

it('lets one at a time in', async () => {
  const lock = join(folder, 'lock')
  let inside = 0
  let most = 0
  const enter = () => withStartLock(lock, async () => {
    most = Math.max(most, ++inside)
    await new Promise((resolve) => { setTimeout(resolve, 20) })
    inside -= 1
  })

  await Promise.all([enter(), enter(), enter()])

  expect(most).toBe(1)
  expect(existsSync(lock)).toBe(false)
})

it('takes over the lock of a process that is gone', async () => {
  const lock = join(folder, 'lock')
  const { pid } = spawnSync('true')
  await writeFile(lock, String(pid))

  expect(await withStartLock(lock, async () => 'in')).toBe('in')
})
