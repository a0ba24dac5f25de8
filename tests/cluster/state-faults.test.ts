import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTofuRunner } from '../../src/adapters/tofu/index.js'
import { findProgram } from '../../src/app/setup/programs.js'
import { stackProblems } from '../../src/app/stacks/stack-problems.js'
import type { StackEvent, StackResult } from '../../src/ports/stack-runner.js'
import { seconds } from '../../src/model/duration.js'
import { describeProvider, testNamespace } from '../support/cluster.js'
import { clusterPlace, guest, httpPlace, postgresPlace, s3Place, whyNoS3, type StatePlace } from '../support/state-places.js'
import { edit, realBench, type RealBench as Bench } from './runner-bench.js'


type Place = Pick<StatePlace, 'state' | 'environment' | 'stop'>

/** What is different from a day on which all goes well. */
interface Difference {
  readonly environment?: NodeJS.ProcessEnv
  readonly stack?: (text: string) => string
  readonly kubeconfig?: (text: string) => string
}

describeProvider('the place of the states', ({ cloud, dr, tofu, mirror }) => {
  const programs = () => [tofu, findProgram('terraform')].filter((program) => program !== undefined)
  let bench: Bench
  let place: Place
  const beginIn = (start: () => Promise<Place> | Place) => {
    beforeAll(async () => {
      place = await start()
      bench = await realBench({ plane: cloud, program: tofu, mirror, state: place.state, environment: { ...process.env, ...place.environment } })
    })
    afterAll(async () => {
      await bench?.stop()
      await place?.stop()
    })
  }

  /** Codes of an attempt to plan the stack in a folder that no tool has seen yet, by each of the tools. */
  const codes = async ({ environment = {}, stack = (text) => text, kubeconfig = (text) => text }: Difference): Promise<string[]> => {
    const found = new Set<string>()
    for (const program of programs()) {
      const folder = mkdtempSync(join(bench.folder, 'other-'))
      const own = { name: bench.stack.name, folder: join(folder, 'stack') }
      mkdirSync(own.folder)
      cpSync(join(bench.stack.folder, 'cdk.tf.json'), join(own.folder, 'cdk.tf.json'))
      edit(own, stack)
      const file = join(folder, 'kubeconfig.json')
      writeFileSync(file, kubeconfig(readFileSync(String(bench.options.variables['kubeconfig']), 'utf8')), { mode: 0o600 })
      const runner = createTofuRunner({ folder: join(folder, 'tool'), program, mirror, lockTimeout: seconds(1), environment: { ...process.env, ...place.environment, ...environment } })
      const options = { variables: { ...bench.options.variables, kubeconfig: file } }
      const begun = await runner.initialize(own, options)
      for (const code of codesOf(begun.ok ? await runner.plan(own, options) : begun)) found.add(code)
    }
    return [...found].sort()
  }

  describe('in PostgreSQL', () => {
    beginIn(() => postgresPlace('variables'))

    it.each<[string, string, Difference]>([
      ['no password', 'TOFU_STATE_UNAUTHORIZED', { environment: { PGPASSWORD: undefined } }],
      ['a connection string that is none', 'TOFU_STATE_UNAUTHORIZED', { environment: { PG_CONN_STR: 'postgres://stacks:pass/word@127.0.0.1/states' } }],
      ['a server that is not there', 'TOFU_STATE_UNREACHABLE', { environment: { PGPORT: '1' } }],
      ['a server without TLS where it is asked for', 'TOFU_STATE_TLS', { environment: { PGSSLMODE: 'require' } }],
      ['a database that is not there', 'TOFU_STATE_REFUSED', { environment: { PGDATABASE: 'nowhere' } }],
      ['a role that may make no schema', 'TOFU_STATE_REFUSED', { environment: guest }],
    ])('says of %s that it is %s', async (_, code, difference) => {
      expect(await codes(difference)).toEqual([code])
    })
  })

  describe('behind an HTTP server', () => {
    let server: Awaited<ReturnType<typeof httpPlace>>['server']
    beginIn(async () => {
      const started = await httpPlace()
      server = started.server
      return started
    })

    it.each<[string, string, Difference]>([
      ['no credentials', 'TOFU_STATE_UNAUTHORIZED', { environment: { TF_HTTP_USERNAME: undefined, TF_HTTP_PASSWORD: undefined } }],
      ['wrong credentials', 'TOFU_STATE_UNAUTHORIZED', { environment: { TF_HTTP_PASSWORD: 'another-one' } }],
      ['a server that is not there', 'TOFU_STATE_UNREACHABLE', { stack: (text) => text.replaceAll(/127\.0\.0\.1:\d+\/states/g, '127.0.0.1:1/states') }],
      ['a server without TLS where it is asked for', 'TOFU_STATE_TLS', { stack: (text) => text.replaceAll('http://127', 'https://127') }],
    ])('says of %s that it is %s', async (_, code, difference) => {
      expect(await codes(difference)).toEqual([code])
    })

    it.each([[503, 'TOFU_STATE_UNREACHABLE'], [405, 'TOFU_STATE_REFUSED']])('says of a server that answers %i that it is %s', async (status, code) => {
      server.refuseWith(status)

      expect(await codes({})).toEqual([code])
      server.refuseWith(undefined)
    })

    it('fails in the middle of an apply: the state is kept beside the stack, and written before anything else is done', async () => {
      const { runner, stack, options } = bench
      const unsaved = join(stack.folder, 'errored.tfstate')
      await runner.initialize(stack, options)
      const { saved } = await runner.plan(stack, options)
      const applied = await runner.apply(stack, saved!, { ...options, onEvent: ({ type }: StackEvent) => void (type === 'finished' && server.refuseWith(503)) })
      server.refuseWith(undefined)
      expect(codesOf(applied)).toContain('TOFU_STATE_UNSAVED')
      expect(statSync(unsaved).mode & 0o777).toBe(0o600)

      // Its lock was left behind too.
      expect(codesOf(await runner.plan(stack, options))).toEqual(['TOFU_LOCKED'])
      expect(existsSync(unsaved)).toBe(true)
      server.locks.clear()
      const again = await runner.plan(stack, options)
      expect(existsSync(unsaved)).toBe(false)
      expect((await runner.state(stack, options)).addresses).toHaveLength(await bench.objects())
      expect(await runner.apply(stack, again.saved!, options)).toEqual({ ok: true, problems: [] })
      expect((await runner.plan(stack, options)).saved?.changed).toBe(false)
    })
  })

  describe('in the cluster that is described', () => {
    beginIn(() => clusterPlace(cloud, testNamespace('states')))

    const authority = ({ kubeconfig }: typeof dr) => /"certificate-authority-data":\s*"([^"]*)"/.exec(readFileSync(kubeconfig, 'utf8'))![1]!
    it.each<[string, string, Difference]>([
      ['a namespace that is not there', 'TOFU_STATE_REFUSED', { stack: (text) => text.replace(/"namespace":\s*"test-states[^"]*"/, '"namespace":"nowhere"') }],
      ['a token that nobody knows', 'TOFU_STATE_UNAUTHORIZED', { kubeconfig: (text) => text.replace(/"client-certificate-data":"[^"]*","client-key-data":"[^"]*"/, '"token":"of-nobody"') }],
      ['an API server that is not there', 'TOFU_STATE_UNREACHABLE', { kubeconfig: (text) => text.replace(/127\.0\.0\.1:\d+/, '127.0.0.1:1') }],
      ['another authority', 'TOFU_STATE_TLS', { kubeconfig: (text) => text.replace(authority(cloud), authority(dr)) }],
    ])('says of %s that it is %s', async (_, code, difference) => {
      expect(await codes(difference)).toEqual([code])
    })
  })

  describe('in a bucket', whyNoS3() === undefined ? {} : { skip: true, meta: { whySkipped: whyNoS3()! } }, () => {
    beginIn(() => s3Place(testNamespace('states')))

    it.each<[string, string, Difference]>([
      ['no keys', 'TOFU_STATE_UNAUTHORIZED', { environment: { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined } }],
      ['a wrong key', 'TOFU_STATE_UNAUTHORIZED', { environment: { AWS_SECRET_ACCESS_KEY: 'another-one' } }],
      ['a bucket that is not there', 'TOFU_STATE_REFUSED', { stack: (text) => text.replace(/"bucket":\s*"[^"]*"/, '"bucket":"nowhere"') }],
    ])('says of %s that it is %s', async (_, code, difference) => {
      expect(await codes(difference)).toEqual([code])
    })
  })

  describe('in a folder', () => {
    beginIn(() => ({ state: { kind: 'local' }, environment: {}, stop: async () => undefined }))

    it('is closed to others, and what lies in it too', async () => {
      const { runner, stack, options } = bench
      await runner.initialize(stack, options)
      await runner.apply(stack, (await runner.plan(stack, options)).saved!, options)
      const folder = join(stack.folder, '../../state')
      const modes = readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mode & 0o777])

      expect(statSync(folder).mode & 0o777).toBe(0o700)
      expect(modes).toEqual([[`${stack.name}.tfstate`, 0o600]])
    })

    it('is not left for another one by the way: an empty state there would make everything anew', async () => {
      const { runner, stack, options } = bench
      edit(stack, (text) => text.replace('../../state/', '../../elsewhere/'))

      expect(codesOf(await runner.initialize(stack, options))).toEqual(['TOFU_STATE_MOVED'])
    })
  })
})

function codesOf({ problems }: StackResult): string[] {
  return [...new Set(stackProblems('stack', 'plan', problems).filter(({ severity }) => severity === 'error').map(({ code }) => code))].sort()
}
