import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { resourcesIn, type SimulatedCloud } from '../../src/adapters/simulator/clouds.js'
import { createSimulator } from '../../src/adapters/simulator/index.js'
import type { SimulatedStacks } from '../../src/adapters/simulator/stack-runner.js'
import { synthesize } from '../../src/flow/synth/synthesize.js'
import type { StackFolder } from '../../src/ports/stack-runner.js'
import { stackRunnerContract } from '../../src/ports/stack-runner.contract.js'
import { makeCity } from '../support/stacks-city.js'

stackRunnerContract('the simulator', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'simulated-stacks-'))
  const { inventory, intent, assessment } = makeCity()
  synthesize(inventory, intent, assessment, { outdir: join(folder, 'out') })
  const stackIn = (output: string, name = 'domain-admin-city'): StackFolder => ({ name, folder: join(folder, output, 'stacks', name) })
  const [stack, twin, third, foreign] = [stackIn('out'), stackIn('twin'), stackIn('third'), stackIn('out', 'edge-documents')] as const
  for (const copy of ['twin', 'third']) cpSync(join(folder, 'out'), join(folder, copy), { recursive: true })

  const cloud: SimulatedCloud = { objects: new Map(), absent: new Set(['gateway.networking.k8s.io/v1']) }
  const world: SimulatedStacks = { clouds: new Map([['alive', cloud]]), states: new Map(), held: new Set(), killed: new Set(), hasProvider: true }
  const simulator = createSimulator({ seed: 1, start: 0 })
  const runner = simulator.stackRunner(world)
  const options = { variables: { kubeconfig: 'alive' } }
  const there = ({ folder: where }: StackFolder) => resourcesIn(where).filter(({ key }) => cloud.objects.has(key))
  return {
    runner, withoutProvider: simulator.stackRunner({ ...world, hasProvider: false }), stack, twin, third, foreign, options,
    dead: { variables: { kubeconfig: 'dead' } },
    drift: async () => void cloud.objects.set(there(stack)[0]!.key, 'by hand'),
    objects: async () => there(stack).length,
    async applyUntil(end, where, plan) {
      const stopping = new AbortController()
      const act = () => (end === 'killed' ? world.killed.add(where.folder) : stopping.abort())
      return runner.apply(where, plan, { ...options, signal: stopping.signal, onEvent: ({ type }) => void (type === 'finished' && act()) })
    },
    async hold(where) {
      world.held.add(where.folder)
      return async () => void world.held.delete(where.folder)
    },
    async adopt(where) {
      const known = (await runner.state(where, options)).addresses
      const imports = there(where).filter(({ address }) => !known.includes(address)).map(({ address: to }) => ({ to, id: to }))
      writeFileSync(join(where.folder, 'adopt.tf.json'), JSON.stringify({ import: imports, moved: [] }))
    },
    stop: async () => rmSync(folder, { recursive: true }),
  }
})
