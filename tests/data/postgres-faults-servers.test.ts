import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { seconds } from '../../src/model/duration.js'
import { takeSteps } from '../../src/ports/data-mover.contract.js'
import type { Side } from '../../src/ports/data-mover.js'
import { outcome, serving, switched, untilLagBelow, users } from './fault-support.js'
import { context, startServers, syncedBed, type Bed, type Servers } from './postgres-bed.js'

let servers: Servers
beforeAll(async () => { servers = await startServers() })
afterAll(async () => { await servers.stop() })

async function syncing(): Promise<Bed> {
  const bed = await syncedBed(servers)
  onTestFinished(() => bed.remove())
  return bed
}

/** As a power cut does it: nothing is written out, the log is replayed at the start. */
async function crash(side: Side): Promise<void> {
  await servers[side].halt('SIGQUIT')
  await servers[side].start()
}

describe('a server that crashes and comes back', () => {
  test.each(['source', 'target'] as const)('the %s during the sync: users go on, and the sync catches up by itself', async (side) => {
    const bed = await syncing()
    const clients = users(bed)
    await expect.poll(clients.written).toBeGreaterThan(10)

    await crash(side)

    const before = clients.written()
    await expect.poll(clients.written, { timeout: 10_000 }).toBeGreaterThan(before + 20)
    await untilLagBelow(bed, 1_000)
    expect((await switched(bed, 'source', 2)).result).toBe('pass')
    expect(await clients.missing('target')).toEqual([])
  })

  test('the source inside the fence: the switch ends, the source serves, and the next switch goes through', async () => {
    const bed = await syncing()
    const clients = users(bed)
    const session = await bed.mover().beginSwitch(bed.move, 'source', context(2))
    await session.fence()
    await crash('source')

    // The token may have left before the crash; what the fence's sessions do after it cannot succeed.
    const ended = await outcome(session.drain(seconds(2)).then(() => session.fixups()).then(() => session.open()))
    await session.abort()

    expect(ended).toBeDefined()
    expect(await serving(bed)).toEqual(['source'])
    await session.close()
    await untilLagBelow(bed, 1_000)
    expect((await switched(bed, 'source', 3)).result).toBe('pass')
    expect(await clients.missing('target')).toEqual([])
  })

  test.each(['fence', 'drain', 'reverse'] as const)('the target after %s: no opening, the source serves, the next switch goes through', async (step) => {
    const bed = await syncing()
    const clients = users(bed)
    const session = await bed.mover().beginSwitch(bed.move, 'source', context(2))
    await takeSteps(session, step)
    await crash('target')

    expect(await outcome(step === 'reverse' ? session.open() : session.drain(seconds(2)).then(() => session.fixups()))).toBeDefined()
    await session.abort()

    expect(await serving(bed)).toEqual(['source'])
    await session.close()
    expect((await switched(bed, 'source', 3)).result).toBe('pass')
    expect(await clients.missing('target')).toEqual([])
  })
})
