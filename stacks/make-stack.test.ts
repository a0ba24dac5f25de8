import { readFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { addStacks, makeApp, makeBlueprint, synthesize } from 'qianyun'
import { afterAll, describe, expect, it } from 'vitest'
import { makeCity, scratchFolder } from '../tests/support/stacks-city.js'
import { makeStack } from './make-stack.js'

const folder = scratchFolder()
afterAll(() => rmSync(folder, { recursive: true }))

function filesBelow(root: string): [string, string][] {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return files.map((entry) => join(entry.parentPath, entry.name)).sort().map((path) => [path.slice(root.length), readFileSync(path, 'utf8')])
}

describe('the cdktf app', () => {
  it('writes the bytes that qianyun writes', () => {
    const { inventory, intent, assessment } = makeCity()
    const [byApp, byProduct] = [join(folder, 'app'), join(folder, 'product')]

    const app = makeApp(byApp)
    addStacks(app, makeBlueprint(inventory, assessment).units, makeStack)
    app.synth()
    synthesize(inventory, intent, assessment, { outdir: byProduct })

    const stacks = filesBelow(byProduct).filter(([path]) => path !== '/synthesis.json')
    expect(filesBelow(byApp)).toEqual(stacks)
    expect(filesBelow(byApp).length).toBeGreaterThan(10)
  })
})
