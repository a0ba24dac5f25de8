import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boundedName, databaseClusterName, namespaces, peersName, serviceName, siteNames, stackNames, workloadName } from './names.js'

const identifier = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/)

describe('names', () => {
  it('say what they name', () => {
    expect(stackNames.system('oa', siteNames.dr('city'))).toBe('sys-oa-city-dr')
    expect([namespaces.system('x'), namespaces.domain('x'), namespaces.exchange('x')]).toEqual(['sys-x', 'dom-x', 'exchange-x'])
  })

  it('are labels of at most 63 characters, whatever the ids', () => {
    fc.assert(fc.property(identifier, identifier, (a, b) => {
      const name = boundedName(a, b)
      expect(name).toMatch(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/)
    }))
  })

  it('of services begin with a letter, whatever the ids', () => {
    expect([serviceName('oa'), serviceName('12345'), serviceName('12345', 'legacy'), peersName('12345', 'web')]).toEqual(['oa', 'svc-12345', 'svc-12345-legacy', 'svc-12345-web-peers'])
    fc.assert(fc.property(identifier, identifier, (a, b) => {
      expect(serviceName(workloadName(a, b))).toMatch(/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/)
    }))
  })

  it('stay apart when they are cut', () => {
    const long = 'a'.repeat(62)

    expect(boundedName('sys', `${long}b`)).not.toBe(boundedName('sys', `${long}c`))
    expect(boundedName('sys', `${long}b`)).toHaveLength(63)
  })

  it('of workloads and databases leave room for what controllers add', () => {
    const long = 'a'.repeat(63)

    expect([workloadName('oa', 'oa'), workloadName('oa', 'web'), databaseClusterName('main')]).toEqual(['oa', 'oa-web', 'db-main'])
    expect([workloadName(long, long), workloadName(long, 'web'), databaseClusterName(long)].map(({ length }) => length)).toEqual([52, 52, 50])
    expect(workloadName(long, 'web')).not.toBe(workloadName(long, 'api'))
  })
})
