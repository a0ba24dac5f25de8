import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SavedPlan, StackEvent, StackFolder, StackProblemKind, StackResult, StackRunner, StackRunOptions } from './stack-runner.js'

/** Stacks in folders of their own, a cluster that they describe, and what can go wrong around both. */
export interface StackRunnerBench {
  /** Waits 1 s at most for a state that another holds. */
  readonly runner: StackRunner
  /** The same without a mirror that holds the provider. */
  readonly withoutProvider: StackRunner
  /** A namespace, and objects that are made once it is there. */
  readonly stack: StackFolder
  /** The same stack in two other folders, each with a state of its own. */
  readonly twin: StackFolder
  readonly third: StackFolder
  /** Holds an object of a kind that the cluster does not know. */
  readonly foreign: StackFolder
  readonly options: StackRunOptions
  /** The same with a cluster behind it that does not answer. */
  readonly dead: StackRunOptions
  /** Somebody changes an object of `stack` by hand. */
  drift(): Promise<void>
  /** How many objects of `stack` the cluster holds. */
  objects(): Promise<number>
  /** Applies, and when the first object has been made the tool is interrupted, or killed as by a loss of power. */
  applyUntil(end: 'interrupted' | 'killed', stack: StackFolder, plan: SavedPlan): Promise<StackResult>
  /** Somebody else works on the stack's state until the returned function is called. */
  hold(stack: StackFolder): Promise<() => Promise<void>>
  /** Puts the adoption of what exists into the stack's folder, as `qianyun stacks adopt` does. */
  adopt(stack: StackFolder): Promise<void>
  stop(): Promise<void>
}

/** What every runner promises. One story: each test goes on from where the one before has left the stack. */
export function stackRunnerContract(name: string, start: () => Promise<StackRunnerBench>): void {
  describe(`${name} keeps the stack runner contract`, () => {
    let bench: StackRunnerBench
    let size = 0
    beforeAll(async () => { bench = await start() })
    afterAll(() => bench?.stop())

    const planned = async (stack = bench.stack, more: { readonly destroy?: boolean } = {}): Promise<SavedPlan> => {
      const { saved, problems } = await bench.runner.plan(stack, { ...bench.options, ...more })
      expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
      return saved!
    }
    const applied = async (stack = bench.stack): Promise<void> => {
      expect(await bench.runner.apply(stack, await planned(stack), bench.options)).toMatchObject({ ok: true, problems: [] })
    }
    const stateOf = async (stack = bench.stack) => (await bench.runner.state(stack, bench.options)).addresses

    it('says which program it is', async () => {
      const { program, version } = await bench.runner.version()

      expect(program).toMatch(/^(tofu|terraform)$/)
      expect(version).toMatch(/^\d+\.\d+\.\d+/)
    })

    it('refuses to begin without the provider in the mirror, and names it', async () => {
      const told = await bench.withoutProvider.initialize(bench.stack, bench.options).catch((error: unknown) => error)

      const params = { source: 'registry.opentofu.org/hashicorp/kubernetes', version: '2.38.0' }
      expect(told).toMatchObject({ diagnostics: [{ code: 'TOFU_MIRROR_WITHOUT_PROVIDER', params }] })
    })

    it('initializes a stack, twice as well as once, and finds it valid', async () => {
      for (const stack of [bench.stack, bench.stack, bench.twin, bench.third, bench.foreign]) {
        expect(await bench.runner.initialize(stack, bench.options)).toEqual({ ok: true, problems: [] })
      }

      expect(await bench.runner.validate(bench.stack, bench.options)).toEqual({ ok: true, problems: [] })
      expect(await stateOf()).toEqual([])
    })

    it('plans what is to be made, changes nothing by it, and keeps the plan from others', async () => {
      const events: StackEvent[] = []
      const { ok, saved } = await bench.runner.plan(bench.stack, { ...bench.options, onEvent: (event) => events.push(event) })
      const creates = events.filter((event) => event.type === 'planned' && event.action === 'create')
      size = creates.length

      expect({ ok, changed: saved?.changed }).toEqual({ ok: true, changed: true })
      expect(size).toBeGreaterThan(2)
      expect(events).toContainEqual({ type: 'summary', stack: bench.stack.name, add: size, change: 0, remove: 0, imported: 0 })
      const creating = expect.objectContaining({ change: expect.objectContaining({ actions: ['create'] }) })
      expect(saved?.json).toMatchObject({ resource_changes: expect.arrayContaining([creating]) })
      expect(statSync(saved!.file).mode & 0o777).toBe(0o600)
      expect(await bench.objects()).toBe(0)
    })

    it('refuses a plan file that was changed, be it by one byte at its end', async () => {
      const saved = await planned()
      writeFileSync(saved.file, Buffer.concat([readFileSync(saved.file), Buffer.from('\n')]))

      expect(kindsOf(await bench.runner.apply(bench.stack, saved, bench.options))).toEqual(['stale_plan'])
      expect(await bench.objects()).toBe(0)
    })

    it('keeps what was made when it is interrupted, and the next plan holds the rest', async () => {
      const end = await bench.applyUntil('interrupted', bench.stack, await planned())
      const made = (await stateOf()).length

      expect(end.ok).toBe(false)
      expect(end.problems.map(({ kind }) => kind)).toContain('interrupted')
      expect(made).toBeGreaterThan(0)
      expect(made).toBeLessThan(size)
      expect(await bench.objects()).toBe(made)
      await applied()
      expect([await bench.objects(), (await stateOf()).length]).toEqual([size, size])
    })

    it('finds nothing to do after an apply', async () => {
      expect((await planned()).changed).toBe(false)
    })

    it('tells what happens while it applies, and sees and heals what was changed by hand', async () => {
      await bench.drift()
      const drifted = await planned()
      const events: StackEvent[] = []

      expect(drifted.changed).toBe(true)
      expect(await bench.runner.apply(bench.stack, drifted, { ...bench.options, onEvent: (event) => events.push(event) })).toEqual({ ok: true, problems: [] })
      expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['started', 'finished', 'summary']))
      expect((await planned()).changed).toBe(false)
    })

    it('refuses a plan that was made of an older state', async () => {
      await bench.drift()
      const saved = await planned()
      const older = readFileSync(saved.file)
      await applied()
      writeFileSync(saved.file, older)

      expect(kindsOf(await bench.runner.apply(bench.stack, saved, bench.options))).toEqual(['stale_plan'])
    })

    it('waits for nobody for ever: a state that another holds is said to be locked', async () => {
      const release = await bench.hold(bench.stack)
      try {
        expect(kindsOf(await bench.runner.plan(bench.stack, bench.options))).toEqual(['locked'])
      } finally {
        await release()
      }
      expect((await planned()).changed).toBe(false)
    })

    it('saves no plan when the API server does not answer', async () => {
      const { ok, problems, saved } = await bench.runner.plan(bench.stack, bench.dead)

      expect([ok, saved]).toEqual([false, undefined])
      expect(kindsOf({ ok, problems })).toContain('unreachable')
    })

    it('says that a kind is not known to the cluster, and leaves no plan that could be applied', async () => {
      const { ok, problems, saved } = await bench.runner.plan(bench.foreign, bench.options)

      expect([ok, saved]).toEqual([false, undefined])
      expect(kindsOf({ ok, problems })).toContain('kind_unknown')
      expect(() => statSync(`${bench.foreign.folder}/plan.bin`)).toThrow()
    })

    it('says what exists already where a second state describes it, and takes it over', async () => {
      const refused = await bench.runner.apply(bench.twin, await planned(bench.twin), bench.options)
      await bench.adopt(bench.twin)
      const adoption = await planned(bench.twin)

      expect(kindsOf(refused)).toContain('already_exists')
      expect(refused.problems[0]?.address).toEqual(expect.any(String))
      expect(adoption.changed).toBe(true)
      expect(await bench.runner.apply(bench.twin, adoption, bench.options)).toMatchObject({ ok: true })
      expect((await planned(bench.twin)).changed).toBe(false)
      expect((await stateOf(bench.twin)).length).toBe(size)
      expect(() => statSync(`${bench.twin.folder}/adopt.tf.json`)).toThrow()
    })

    it('removes everything by a plan that says so', async () => {
      const { ok } = await bench.runner.apply(bench.stack, await planned(bench.stack, { destroy: true }), bench.options)

      expect(ok).toBe(true)
      expect([await stateOf(), await bench.objects()]).toEqual([[], 0])
    })

    it('does not plan on a state that a killed run has left empty, until what exists has been taken over', async () => {
      const end = await bench.applyUntil('killed', bench.third, await planned(bench.third))
      const wedged = await bench.runner.plan(bench.third, bench.options)

      expect(kindsOf(end)).toEqual(['crashed'])
      expect(kindsOf(wedged)).toEqual(['state_wedged'])
      expect(await bench.objects()).toBeGreaterThan(0)
      await bench.adopt(bench.third)
      await applied(bench.third)
      expect((await planned(bench.third)).changed).toBe(false)
      expect([await bench.objects(), (await stateOf(bench.third)).length]).toEqual([size, size])
    })
  })
}

function kindsOf({ problems }: StackResult): StackProblemKind[] {
  return [...new Set(problems.filter(({ severity }) => severity === 'error').map(({ kind }) => kind))].toSorted()
}
