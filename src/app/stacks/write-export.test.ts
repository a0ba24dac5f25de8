import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { exportFiles } from './export-files.js'
import { readIndex, writeExport } from './write-export.js'

let base: string
let folder: string
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'write-export-'))
  folder = join(base, 'manifests')
})
afterEach(() => rmSync(base, { recursive: true }))

const stack = { stack: 'sys-a', site: 'city', objects: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'sys-a' } }] }

test('what lies behind a link in place of a folder of an earlier export stays', () => {
  writeExport(folder, exportFiles('city', [stack], 'yaml'), { before: 'none', complete: true })
  renameSync(join(folder, 'city/sys-a'), join(base, 'elsewhere'))
  symlinkSync(join(base, 'elsewhere'), join(folder, 'city/sys-a'))
  const before = readIndex(folder)
  if (before === 'strange') throw new Error('the index is sound')
  writeExport(folder, exportFiles('city', [], 'yaml'), { before, complete: true })

  expect(existsSync(join(base, 'elsewhere/kustomization.yaml'))).toBe(true)
  expect(existsSync(join(base, 'elsewhere/namespace.sys-a.yaml'))).toBe(true)
})

test.each([{ site: '..', stack: 'elsewhere' }, { site: 'city', stack: '../../elsewhere' }])('an index that names folders outside is none of ours: $site, $stack', (names) => {
  mkdirSync(folder)
  writeFileSync(join(folder, 'index.json'), JSON.stringify({ schema: 1, kind: 'manifests', place: 'city', stacks: [{ ...names, objects: [] }] }))

  expect(readIndex(folder)).toBe('strange')
})
