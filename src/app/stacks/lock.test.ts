import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withLock } from './lock.js'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'lock-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const request = () => ({ folder, place: 'linhe', doing: 'apply', now: new Date(0) })

describe('the lock of a place', () => {
  it('refuses a second one while the first is at work, and says who that is', async () => {
    const second = withLock(request(), () => withLock(request(), async () => 'both'))

    await expect(second).rejects.toMatchObject({ diagnostics: [{ code: 'STK_LOCKED', params: { pid: process.pid, doing: 'apply', since: '1970-01-01T00:00:00.000Z' } }] })
  })

  it('is free again after its holder has ended, also when that failed', async () => {
    await expect(withLock(request(), () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')

    expect(await withLock(request(), async () => readdirSync(folder).length)).toBe(1)
    expect(readdirSync(folder)).toEqual([])
  })

  it('is not held by a process that is dead, nor by another one that was given its number', async () => {
    const child = spawn(process.execPath, ['-e', ''])
    await once(child, 'exit')
    const holder = { since: 'then', doing: 'apply' }
    writeFileSync(join(folder, 'dead.lock'), JSON.stringify({ pid: child.pid, started: '1', ...holder }))
    writeFileSync(join(folder, 'other.lock'), JSON.stringify({ pid: process.ppid, started: '1', ...holder }))

    expect(await withLock(request(), async () => 'free')).toBe('free')
  })
})
