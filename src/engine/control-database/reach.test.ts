import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { canReach } from './reach.js'

const stranger = { name: 'nobody', uid: 65_534, gid: 65_534 }
let home: string

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'qianyun-reach-'))
  await mkdir(join(home, 'inner'), { mode: 0o755 })
})
afterAll(() => rm(home, { recursive: true }))

it('sees that a folder below a home of mode 0700 is out of reach of another account', async () => {
  await chmod(home, 0o700)

  expect(await canReach(join(home, 'inner'), stranger)).toBe(false)
})

it('sees that it is within reach when every folder on the way may be passed', async () => {
  await chmod(home, 0o711)

  expect(await canReach(join(home, 'inner'), stranger)).toBe(true)
})

it('never asks about our own account', async () => {
  await chmod(home, 0o700)

  expect(await canReach(join(home, 'inner'), null)).toBe(true)
})
