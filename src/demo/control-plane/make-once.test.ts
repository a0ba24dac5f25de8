import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { makeOnce } from './make-once.js'

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'qianyun-make-once-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

test('of two who want the same at once, one makes it and both have it', async () => {
  const path = join(folder(), 'cache', 'tool')
  let made = 0
  const make = async (making: string) => {
    made += 1
    await new Promise((resolve) => setTimeout(resolve, 100))
    writeFileSync(making, 'whole')
  }

  expect((await Promise.all([makeOnce(path, make), makeOnce(path, make)])).toSorted()).toEqual([false, true])
  expect(made).toBe(1)
  expect(readFileSync(path, 'utf8')).toBe('whole')
})

test('what could not be made is not there, and can be made again', async () => {
  const path = join(folder(), 'tool')

  await expect(makeOnce(path, () => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk')
  expect(existsSync(path)).toBe(false)
  expect(await makeOnce(path, async (making) => writeFileSync(making, ''))).toBe(true)
})

test('the lock and the half-made file of a process that was killed do not stand in the way', async () => {
  const path = join(folder(), 'tool')
  writeFileSync(`${path}.lock`, '4194304 1')
  mkdirSync(`${path}.making-4194304`)

  expect(await makeOnce(path, async (making) => writeFileSync(making, ''))).toBe(true)
  expect(readdirSync(join(path, '..'))).toEqual(['tool'])
})
