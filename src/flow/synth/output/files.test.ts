import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { folderWriter } from './files.js'

const root = mkdtempSync(join(tmpdir(), 'qy-files-'))
afterAll(() => rmSync(root, { recursive: true }))

describe('a writer of folders', () => {
  it('writes into a folder that another thread has made since it began', () => {
    const write = folderWriter(root, 'cdk.tf.json')
    mkdirSync(join(root, 'sys-permits'))
    write('sys-permits', '{}')

    expect(readFileSync(join(root, 'sys-permits', 'cdk.tf.json'), 'utf8')).toBe('{}')
  })
})
