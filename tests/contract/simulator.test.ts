import { createSimulator, type Simulator } from '../../src/adapters/simulator/index.js'
import { sideOf } from '../../src/adapters/simulator/router.js'
import { milliseconds } from '../../src/model/duration.js'
import { checksContract } from '../../src/ports/checks.contract.js'
import type { DatabaseMove } from '../../src/ports/data-mover.js'
import { dataMoverContract, stepContext } from '../../src/ports/data-mover.contract.js'
import { replicaContract } from '../../src/ports/replica.contract.js'
import { routerContract } from '../../src/ports/router.contract.js'
import { simulatedUsers } from '../support/simulated-users.js'

const nowhere = { host: 'simulated', port: 0, database: 'd', user: 'u', password: '' }
const start = Date.parse('2026-04-11T14:00:00.000Z')

dataMoverContract('simulator', async () => {
  let simulator: Simulator
  let beds = 0
  return {
    stop: async () => undefined,
    async bed() {
      simulator = createSimulator({ seed: 7, start })
      const system = `system-${beds += 1}`
      const one = simulator.add({ system, rows: 500 })
      const move: DatabaseMove = { kind: 'postgres', system, name: system, uplink: null, appRoles: ['app'], source: nowhere, target: nowhere }
      return {
        move, mover: () => simulator.mover(), remove: async () => undefined,
        write: async (side) => simulator.write(system, side) !== undefined,
        rows: async (side) => simulator.keys(system, side).size,
        load() {
          const users = simulatedUsers(simulator, system, 1)
          return {
            async stop(side) {
              const acknowledged = users.stop()
              await simulator.clock.sleep(milliseconds(50))
              const present = simulator.keys(system, side)
              return { acknowledged: acknowledged.size, lost: [...acknowledged].filter((key) => !present.has(key)).length }
            },
          }
        },
        async killWorkers() { one.generation += 1 },
        async hinder(side) {
          one.hindered = side
          return async () => { one.hindered = null }
        },
        async leftovers() {
          const feeds = (['source', 'target'] as const).filter((side) => one.feedFrom[side]).map((side) => `feed from ${side}`)
          return [...feeds, ...(one.stage === 'none' ? [] : [`stage ${one.stage}`])]
        },
      }
    },
  }
})

routerContract('the simulator', async () => {
  const simulator = createSimulator({ seed: 1, start, latency: milliseconds(1) })
  const route = { backend: 'app', source: 'old', target: 'new', dr: 'dr' }
  const router = simulator.router(new Map([['app', ['old', 'new', 'dr']]]))
  return {
    router, route, stop: () => router.close(),
    // A client gives the others a turn: the real ones wait for the network here.
    request: () => new Promise((resolve) => { setImmediate(() => {
      const side = sideOf(route, simulator.routed('app'))
      resolve(side === 'neither' ? 'refused' : side)
    }) }),
  }
})

checksContract('the simulator', async () => {
  const services = new Map([
    ['http://good/', { status: 200, body: 'say hello' }], ['http://failing/', { status: 500, body: 'say hello' }], ['mail:25', { status: 200, body: '220 ready' }],
  ])
  const simulator = createSimulator({ seed: 1, start })
  return {
    checks: simulator.checks((address) => (address === 'http://silent/' ? 'silent' : services.get(address))),
    url: 'http://good/', failingUrl: 'http://failing/', silentUrl: 'http://silent/', greeter: { host: 'mail', port: 25, banner: '220 ready' }, closedPort: 1,
    stop: async () => undefined,
  }
})

replicaContract('the simulator', async () => {
  const simulator = createSimulator({ seed: 1, start })
  const one = simulator.add({ system: 'permits', rows: 300 })
  const replica = simulator.replica()
  const place = {
    kind: 'postgres', system: 'permits', primary: nowhere, appRoles: ['app'], host: 'dr', port: 0, drillPort: 0, dataDirectory: '/dr', binaries: '/bin', primaryDataDirectory: null,
  } as const
  const streams = async () => (await replica.status(place)).streaming
  return {
    replica, place, context: () => stepContext(1), stop: async () => undefined,
    rowsOnPrimary: async () => one.sides.source.rows.size,
    rowsOnReplica: async () => ((await streams()) ? one.sides.source.rows.size : undefined),
    fingerprintOfPrimary: async () => JSON.stringify([...one.sides.source.rows]),
    leftOnPrimary: async () => ((await streams()) ? ['replica'] : []),
  }
})
