import { readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { severity } from '../../../model/enums.js'
import { ruleFamilies, type Rule } from '../rule.js'
import { rules } from './registry.js'

const folder = dirname(fileURLToPath(import.meta.url))
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /^[A-Z]+\/[A-Z]+-\d\d\.ts$/.test(file)).sort()

test('every rule file is in the registry, and nothing else', () => {
  expect(rules.map(({ id }) => id).toSorted()).toEqual(files.map((file) => basename(file, '.ts')).toSorted())
})

test.each(files)('%s exports a rule of the common shape, with a test beside it', async (file) => {
  const { rule } = await import(join(folder, file)) as { rule: Rule }

  expect(rule.id).toBe(basename(file, '.ts'))
  expect(rule.family).toBe(dirname(file))
  expect(ruleFamilies).toContain(rule.family)
  expect(Object.keys(severity)).toContain(rule.severity)
  expect([undefined, 'plan']).toContain(rule.needs)
  expect(rule.check).toBeTypeOf('function')
  for (const words of [rule.title, rule.why, rule.fix]) {
    expect(words.en).toMatch(/\S/)
    expect(words.zh).toMatch(/[\u4e00-\u9fff]/)
  }
  expect(readdirSync(join(folder, rule.family))).toContain(`${rule.id}.test.ts`)
})
