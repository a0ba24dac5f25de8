import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Check, Checks } from './checks.js'

/** Checks with real services: one that answers `hello` over HTTP, one that greets over TCP, one that never answers, and a closed port. */
export interface ChecksBench {
  readonly checks: Checks
  readonly url: string
  readonly failingUrl: string
  readonly silentUrl: string
  readonly greeter: { readonly host: string; readonly port: number; readonly banner: string }
  readonly closedPort: number
  stop(): Promise<void>
}

/** What every implementation of the checks promises: an outcome for each check, never an exception. */
export function checksContract(name: string, start: () => Promise<ChecksBench>): void {
  describe(`${name} keeps the checks contract`, () => {
    let bench: ChecksBench
    beforeAll(async () => { bench = await start() })
    afterAll(() => bench?.stop())
    const outcome = (check: Omit<Check, 'name'>) => bench.checks.run({ name: 'one', ...check })

    it('passes an HTTP service that answers with the expected text', async () => {
      expect(await outcome({ kind: 'http', url: bench.url, expect: 'hello' })).toEqual({ name: 'one', result: 'pass', detail: 'HTTP 200' })
    })

    it('fails an HTTP service that answers another text', async () => {
      expect(await outcome({ kind: 'http', url: bench.url, expect: 'goodbye' })).toMatchObject({ result: 'fail' })
    })

    it('fails an HTTP service that answers an error, whatever its text', async () => {
      expect(await outcome({ kind: 'http', url: bench.failingUrl, expect: 'hello' })).toEqual({ name: 'one', result: 'fail', detail: 'HTTP 500' })
    })

    it('fails an HTTP service that does not answer in time', async () => {
      expect(await outcome({ kind: 'http', url: bench.silentUrl })).toEqual({ name: 'one', result: 'fail', detail: 'TimeoutError' })
    })

    it('passes a port that accepts, and one that greets with the expected banner', async () => {
      const { host, port, banner } = bench.greeter

      expect(await outcome({ kind: 'tcp', host, port })).toMatchObject({ result: 'pass' })
      expect(await outcome({ kind: 'tcp', host, port, expect: banner })).toMatchObject({ result: 'pass' })
    })

    it('fails a port that greets with another banner', async () => {
      const { host, port } = bench.greeter

      expect(await outcome({ kind: 'tcp', host, port, expect: 'another banner' })).toMatchObject({ result: 'fail' })
    })

    it('fails a closed port and a refused URL with the code of the error', async () => {
      const refused = { result: 'fail', detail: 'ECONNREFUSED' }

      expect(await outcome({ kind: 'tcp', host: '127.0.0.1', port: bench.closedPort })).toMatchObject(refused)
      expect(await outcome({ kind: 'http', url: `http://127.0.0.1:${bench.closedPort}/` })).toMatchObject(refused)
    })

    it('does not run a check that lacks its address, and never calls that a pass', async () => {
      expect(await outcome({ kind: 'http' })).toMatchObject({ result: 'not_run' })
      expect(await outcome({ kind: 'tcp', host: '127.0.0.1' })).toMatchObject({ result: 'not_run' })
    })
  })
}
