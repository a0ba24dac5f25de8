import { describe, expect, test } from 'vitest'
import { firstBrokenLink } from '../../src/model/evidence-chain.js'
import { runProgramme, type Programme } from '../support/simulated-programme.js'

const waves = [['pilot'], ['permits', 'archive', 'maps'], ['tax', 'schools', 'health', 'roads', 'water']]

/** Acknowledged writes that the side does not hold on which the system ended, by system. */
function lost({ simulator, acknowledged }: Programme): readonly string[] {
  return [...acknowledged].flatMap(([system, keys]) => {
    const sides = (['source', 'target'] as const).filter((side) => simulator.write(system, side) !== undefined)
    const present = simulator.keys(system, sides[0] ?? 'target')
    return sides.length === 1 && keys.size > 0 && [...keys].every((key) => present.has(key)) ? [] : [`${system} on ${sides.join()}`]
  })
}

describe('a programme of nine systems in three waves', () => {
  test('goes through every phase of every system in virtual time, and no write is lost', async () => {
    const programme = await runProgramme(waves, { seed: 1, failures: 0 })

    const states = (await programme.store.systems('r')).map(({ system, state }) => [system, state])
    expect(states).toEqual(waves.flat().map((system) => [system, 'closed']))
    expect(programme.failed).toEqual([])
    expect(lost(programme)).toEqual([])
    expect(firstBrokenLink(await programme.store.evidence('r'))).toBeUndefined()
    const proofs = (await programme.store.evidence('r')).filter(({ kind }) => kind === 'proof').map(({ body }) => body['result'])
    expect(proofs).toEqual(waves.flat().map(() => 'pass'))
    // Each wave waits for the signatures of the one before it: hours, here in a moment.
    expect(programme.seconds).toBeGreaterThan(10_000)
  })

  test('is the same to the last record with the same seed', async () => {
    const [first, second] = [await runProgramme(waves, { seed: 5, failures: 0.03 }), await runProgramme(waves, { seed: 5, failures: 0.03 })]

    expect((await first.store.evidence('r')).at(-1)?.hash).toBe((await second.store.evidence('r')).at(-1)?.hash)
    expect(first.seconds).toBe(second.seconds)
  })

  test.each(Array.from({ length: 15 }, (_, index) => index + 1))('with failing lines, seed %i: one side serves each system at any time, and no write is lost', async (seed) => {
    const programme = await runProgramme(waves, { seed, failures: 0.05 })

    expect(lost(programme)).toEqual([])
    expect(firstBrokenLink(await programme.store.evidence('r'))).toBeUndefined()
    for (const { system, state } of await programme.store.systems('r')) {
      expect([system, programme.simulator.bothOpen(system)]).toEqual([system, []])
      // A system ends closed, or it stands where its people must look, and says so.
      expect([system, state === 'closed' || state === 'blocked' || state === 'rolled_back']).toEqual([system, true])
      expect(state === 'blocked').toBe(programme.failed.some((id) => id.startsWith(`r/${system}/`)))
    }
  })
})
