import { EventEmitter } from 'node:events'
import { expect, test, vi } from 'vitest'
import { endWithReader } from './end-with-reader.js'
import { untilInterrupted } from './until-interrupted.js'

function made() {
  const host = Object.assign(new EventEmitter(), { stdout: new EventEmitter(), stderr: new EventEmitter(), exit: vi.fn(), exitCode: undefined as number | undefined })
  endWithReader(host as never)
  return { host, breakPipe: (code = 'EPIPE') => host.stdout.emit('error', Object.assign(new Error(code), { code })) }
}

test('a reader that has gone ends the program quietly, with the exit code that is known by then', () => {
  const { host, breakPipe } = made()
  breakPipe()
  host.exitCode = 6
  breakPipe()

  expect(host.exit.mock.calls).toEqual([[0], [6]])
})

test('what runs is asked once to come to its end, and is not cut off', () => {
  const { host, breakPipe } = made()
  const interrupt = vi.fn()
  host.on('SIGINT', interrupt)
  breakPipe()
  breakPipe('EIO')

  expect(interrupt).toHaveBeenCalledTimes(1)
  expect(host.exit).not.toHaveBeenCalled()
})

test('other errors are told', () => {
  expect(() => made().breakPipe('ENOSPC')).toThrow('ENOSPC')
})

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s lets the work come to its end', async (name) => {
  expect(await untilInterrupted((signal) => Promise.resolve(process.emit(name, name) && signal.aborted))).toBe(true)
})
