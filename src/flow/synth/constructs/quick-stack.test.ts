import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { TerraformOutput, TerraformStack } from 'cdktf'
import { RootConstruct } from 'constructs'
import { afterAll, describe, expect, it } from 'vitest'
import { makeCity, scratchFolder } from '../../../../tests/support/stacks-city.js'
import { makeBlueprint } from '../blueprint/blueprint.js'
import { synthesize } from '../synthesize.js'
import { quickConfiguration } from './quick-stack.js'
import { quickWorks } from './quick-works.js'
import { synthesizeByStock } from './stock-app.js'

const folder = scratchFolder()
afterAll(() => rmSync(folder, { recursive: true }))

function stacksIn(outdir: string): Record<string, string> {
  const names = ['manifest.json', ...readdirSync(join(outdir, 'stacks')).sort().map((name) => join('stacks', name, 'cdk.tf.json'))]
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(outdir, name), 'utf8')]))
}

describe('the quick way to a stack', () => {
  it('writes the bytes that cdktf writes by itself', () => {
    const { inventory, intent, assessment } = makeCity()
    const [stock, quick] = [join(folder, 'stock'), join(folder, 'quick')]

    synthesizeByStock(makeBlueprint(inventory, assessment).units, stock)
    synthesize(inventory, intent, assessment, { outdir: quick })

    expect(stacksIn(quick)).toEqual(stacksIn(stock))
    expect(Object.keys(stacksIn(stock)).length).toBeGreaterThan(10)
  })

  it('is taken with the installed cdktf, and not where it would give anything else', () => {
    expect(quickWorks()).toBe(true)
    expect(quickWorks((stack) => ({ ...quickConfiguration(stack), more: 1 }))).toBe(false)
    expect(quickWorks(() => { throw new Error('another shape') })).toBe(false)
  })

  it('leaves a stack with outputs to cdktf', () => {
    const stack = new TerraformStack(new RootConstruct(), 'one')
    new TerraformOutput(stack, 'address', { value: 'x' })

    expect(quickConfiguration(stack)).toBe(null)
  })
})
