import { expect, test } from 'vitest'
import type { DatabaseMove } from '../../../ports/data-mover.js'
import { namesOf } from './names.js'

const endpoint = { host: '127.0.0.1', port: 5432, database: 'd', user: 'u', password: 'p' }
const named = (name: string): DatabaseMove => ({ kind: 'postgres' as const, uplink: null, system: 's', name, source: endpoint, target: endpoint, appRoles: [] })

test('a plain name is kept', () => {
  expect(namesOf(named('dz_hr_1')).feedFrom).toEqual({ source: 'qianyun_dz_hr_1_from_source', target: 'qianyun_dz_hr_1_from_target' })
})

test('names that are not plain stay apart, and fit into a slot name', () => {
  const names = ['德州 人社', '德州 教育', 'A', 'a'.repeat(90), 'a'.repeat(91), `o'k`, 'O"K'].map((name) => namesOf(named(name)).feedFrom.source)

  expect(new Set(names).size).toBe(names.length)
  for (const name of names) expect(name).toMatch(/^[a-z0-9_]{1,63}$/)
})
