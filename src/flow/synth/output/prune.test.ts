import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { pruneStacks } from './prune.js'

test('stacks that the place has no longer go, and what is no stack stays', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'prune-'))
  onTestFinished(() => rmSync(outdir, { recursive: true }))
  for (const [name, file] of [['sys-a', 'cdk.tf.json'], ['sys-old', 'cdk.tf.json'], ['thesis', 'chapter.txt']] as const) {
    mkdirSync(join(outdir, 'stacks', name), { recursive: true })
    writeFileSync(join(outdir, 'stacks', name, file), '')
  }
  writeFileSync(join(outdir, 'stacks/notes.txt'), '')

  expect(pruneStacks(outdir, new Set(['sys-a']))).toEqual(['sys-old'])
  expect(['sys-a', 'sys-old', 'thesis', 'notes.txt'].map((name) => existsSync(join(outdir, 'stacks', name)))).toEqual([true, false, true, true])
})
