import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { folderWriter, writeChanged } from './files.js'

const root = mkdtempSync(join(tmpdir(), 'qy-files-'))
afterAll(() => rmSync(root, { recursive: true }))

describe('a file that is written', () => {
  it('takes nothing from what another is writing there', () => {
    const path = join(root, 'manifest.json')
    writeFileSync(`${path}.part`, 'half')
    writeChanged(path, '{}')

    expect(readFileSync(path, 'utf8')).toBe('{}')
    expect(readdirSync(root)).toEqual(['manifest.json', 'manifest.json.part'])
  })
})

describe('a writer of folders', () => {
  it('writes into a folder that another thread has made since it began', () => {
    const write = folderWriter(root, 'cdk.tf.json')
    mkdirSync(join(root, 'sys-permits'))
    write('sys-permits', '{}')

    expect(readFileSync(join(root, 'sys-permits', 'cdk.tf.json'), 'utf8')).toBe('{}')
  })
})
