import { expect, it } from 'vitest'
import { classifyOutput } from './classify.js'

it.each([
  ['initdb: error: could not write to file "pg_wal/xlogtemp.9": No space left on device', 'disk_full'],
  ['LOG:  could not bind IPv4 address "127.0.0.1": Address already in use', 'port_in_use'],
  ['FATAL:  lock file "postmaster.pid" already exists', 'busy'],
  ['FATAL:  database files are incompatible with server', 'wrong_version'],
  ['FATAL:  could not open file "x": Permission denied', 'no_permission'],
  ['FATAL:  something new', 'start_failed'],
])('names the fault in: %s', (output, reason) => {
  expect(classifyOutput(output, '/data').reason).toBe(reason)
})

it('lets a full disk decide, whatever else was said', () => {
  const output = 'PANIC: could not write: No space left on device\nFATAL: lock file "postmaster.pid" already exists'

  expect(classifyOutput(output, '/data').reason).toBe('disk_full')
})
