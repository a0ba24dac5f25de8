import { describe, expect, it } from 'vitest'
import { conninfo, passfile, withSettings } from './settings.js'

const endpoint = { host: 'db', port: 5432, database: 'app', user: "o'neil", password: 'a:b\\c' }

describe('settings of a replica', () => {
  it('quotes what a connection string would misread, and holds no password', () => {
    const text = conninfo({ endpoint, passfile: '/dr/it s.pgpass', applicationName: 'dr' })

    expect(text).toBe("host='db' port=5432 user='o\\'neil' application_name='dr' passfile='/dr/it s.pgpass' connect_timeout=10")
  })

  it('escapes what separates the fields of a passfile', () => {
    expect(passfile([endpoint])).toBe("db:5432:*:o'neil:a\\:b\\\\c\n")
  })

  it('replaces every earlier line of a setting, and what it held', () => {
    const before = "# comment\nport = '1'\nprimary_conninfo = 'password=secret'\nwork_mem = '4MB'\nPORT = '2'\n"

    const after = withSettings(before, { port: 3, primary_conninfo: "passfile='x'" })

    expect(after).toBe("# comment\nwork_mem = '4MB'\nport = '3'\nprimary_conninfo = 'passfile=''x'''\n")
  })

  it('gives the same text when it is applied again', () => {
    const once = withSettings("work_mem = '4MB'\n", { port: 3 })

    expect(withSettings(once, { port: 3 })).toBe(once)
  })
})
