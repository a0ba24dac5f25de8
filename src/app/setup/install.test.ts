import { describe, expect, it } from 'vitest'
import { setUp, type Machine } from './install.js'

const machine = (...there: readonly string[]): Machine => ({ find: (program) => (there.includes(program) ? `/usr/bin/${program}` : undefined), aptPrefix: async () => undefined })

describe('set-up where nothing may be installed', () => {
  it('names what is missing and the exact commands for it, and for nothing else', async () => {
    const said: string[] = []
    const { installed, diagnostics } = await setUp((line) => void said.push(line), machine('postgres', 'mariadbd', 'mariadb-backup', 'restic'))

    expect(installed).toEqual([])
    expect(diagnostics).toMatchObject([
      { code: 'SETUP_MISSING_PROGRAMS', severity: 'error', params: { programs: 'haproxy, rsync', commands: 'sudo apt-get update && sudo apt-get install -y haproxy rsync' } },
    ])
    expect(said).toEqual([])
  })

  it('says nothing when everything is there', async () => {
    expect(await setUp(() => undefined, machine('postgres', 'haproxy', 'rsync', 'mariadbd', 'mariadb-backup', 'restic'))).toEqual({ installed: [], diagnostics: [] })
  })
})
