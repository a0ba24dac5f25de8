import { rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { simulatedTools, stacksPlace } from '../../../tests/support/stacks-place.js'
import { applySet } from './apply-set.js'
import { findDrift } from './drift.js'
import type { Outcome, StackTools } from './open-place.js'
import { planStacks } from './plan-stacks.js'

let place: ReturnType<typeof stacksPlace>
beforeEach(() => void (place = stacksPlace()))
afterEach(() => place.remove())

const errors = ({ diagnostics }: Outcome<unknown>) => diagnostics.filter(({ severity }) => severity === 'error').map(({ code, params }) => `${code} ${String(params['stack'])} ${String(params['file'] ?? params['block'])}`)
const plan = (tools: StackTools) => planStacks({ ...place.request(), purpose: 'build' }, tools)
const letters = (name: string) => join(place.outdir, 'stacks/sys-letters-example', name)
const unused = (tools: StackTools): StackTools => ({ ...tools, runner: () => { throw new Error('the tool was started') } })

it('stops before the tool is started when a file lies in a stack\'s folder that nobody has judged', async () => {
  const { tools, cloud } = simulatedTools(place)
  const { set } = (await plan(tools)).result!
  writeFileSync(letters('x_override.tf.json'), '{}')
  const expected = ['STK_UNKNOWN_FILE sys-letters-example x_override.tf.json']

  expect(errors(await plan(unused(tools)))).toEqual(expected)
  expect(errors(await findDrift({ ...place.request(), direct: false }, unused(tools)))).toEqual(expected)
  expect(errors(await applySet({ ...place.request(), wanted: set.hash }, unused(tools)))).toEqual(expected)
  rmSync(letters('x_override.tf.json'))
  expect(errors(await applySet({ ...place.request(), wanted: set.hash }, tools))).toEqual([])
  expect(cloud.objects.size).toBeGreaterThan(0)
})

it('stops for a link, and for an adoption that nobody has written so', async () => {
  const { tools } = simulatedTools(place)
  await plan(tools)
  symlinkSync('/etc/hostname', letters('notes'))
  writeFileSync(letters('adopt.tf.json'), '{"removed":[{"from":"kubernetes_namespace_v1.sys-letters"}]}')

  expect(errors(await plan(unused(tools)))).toEqual(['STK_UNKNOWN_FILE sys-letters-example notes', 'STK_UNKNOWN_BLOCK sys-letters-example adopt.tf.json.removed'])
})
