import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Route, Router, RouteSide } from './router.js'

/** A router with one route of three sides, and services behind it that say which side they are. */
export interface RouterBench {
  readonly router: Router
  readonly route: Route
  /** The side that served one new request, or `refused` when none did. */
  request(): Promise<RouteSide | 'refused'>
  stop(): Promise<void>
}

interface Seen {
  readonly startedAt: number
  readonly side: RouteSide | 'refused'
}

/** What every router promises, whatever it is made of. */
export function routerContract(name: string, start: () => Promise<RouterBench>): void {
  describe(`${name} keeps the router contract`, () => {
    let bench: RouterBench
    beforeAll(async () => { bench = await start() })
    beforeEach(() => bench.router.switchTo(bench.route, 'source'))
    afterAll(() => bench?.stop())

    it('sends requests to the side it was switched to', async () => {
      await bench.router.switchTo(bench.route, 'target')

      expect(await bench.router.current(bench.route)).toBe('target')
      expect(await bench.request()).toBe('target')
    })

    it('switches back', async () => {
      await bench.router.switchTo(bench.route, 'target')
      await bench.router.switchTo(bench.route, 'source')

      expect(await bench.router.current(bench.route)).toBe('source')
      expect(await bench.request()).toBe('source')
    })

    it('sends requests to the DR site, and from there back to either side', async () => {
      for (const side of ['dr', 'target', 'dr', 'source'] as const) {
        await bench.router.switchTo(bench.route, side)

        expect(await bench.router.current(bench.route)).toBe(side)
        expect(await bench.request()).toBe(side)
      }
    })

    it('refuses a DR site that the route does not name', async () => {
      const { backend, source, target } = bench.route

      await expect(bench.router.switchTo({ backend, source, target }, 'dr')).rejects.toThrow()
      expect(await bench.router.current(bench.route)).toBe('source')
    })

    it('may be told the same side twice', async () => {
      await bench.router.switchTo(bench.route, 'source')

      expect(await bench.router.current(bench.route)).toBe('source')
    })

    it('sends no request to the old side once switchTo has returned', async () => {
      const { seen, stop } = keepRequesting(bench)
      for (let round = 0; round < 20; round++) {
        const side = round % 2 === 0 ? 'target' : 'source'
        await bench.router.switchTo(bench.route, side)
        const returnedAt = performance.now()
        const later = () => seen.filter(({ startedAt }) => startedAt > returnedAt)
        while (later().length < 10) await pause(5)
        expect(later().filter((one) => one.side !== side)).toEqual([])
      }
      await stop()
    })

    it('changes nothing when the route names a server that is not there', async () => {
      await expect(bench.router.switchTo({ ...bench.route, target: 'nowhere' }, 'target')).rejects.toThrow()

      expect(await bench.router.current(bench.route)).toBe('source')
    })
  })
}

/** Four clients, each sending its next request when the last one has been answered. */
function keepRequesting(bench: RouterBench): { readonly seen: readonly Seen[]; stop(): Promise<void> } {
  const seen: Seen[] = []
  let running = true
  const clients = Array.from({ length: 4 }, async () => {
    while (running) {
      const startedAt = performance.now()
      seen.push({ startedAt, side: await bench.request() })
    }
  })
  return {
    seen,
    async stop() {
      running = false
      await Promise.all(clients)
    },
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, ms) })
}
