import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { makeCity, scratchFolder } from '../../../tests/support/stacks-city.js'
import { seededRandom } from '../../model/seeded-random.js'
import { runGates } from './gates/gates.js'
import { readOutput } from './output/read-output.js'
import { defaultSettings } from './settings.js'
import { synthesize, type SynthesisOptions } from './synthesize.js'

type Change = NonNullable<Parameters<typeof makeCity>[0]>
type CityFile = Parameters<Change>[0]

const folders: string[] = []
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })))

function folder(): string {
  const made = scratchFolder()
  folders.push(made)
  return made
}

function build(outdir: string, change?: Change, options: Partial<SynthesisOptions> = {}) {
  const { inventory, intent, assessment } = makeCity(change)
  return synthesize(inventory, intent, assessment, { ...options, outdir })
}

function filesOf(outdir: string): Record<string, string> {
  const stacks = readdirSync(join(outdir, 'stacks')).map((name) => `stacks/${name}/cdk.tf.json`)
  return Object.fromEntries(['manifest.json', ...stacks].sort().map((name) => [name, readFileSync(join(outdir, name), 'utf8')]))
}

const longAgo = new Date('2001-01-01T00:00:00Z')

/** Names of the stacks whose files this act writes. */
function rewritten(outdir: string, act: () => unknown): string[] {
  const names = readdirSync(join(outdir, 'stacks')).sort()
  const file = (name: string): string => join(outdir, 'stacks', name, 'cdk.tf.json')
  names.filter((name) => existsSync(file(name))).forEach((name) => utimesSync(file(name), longAgo, longAgo))
  act()
  return names.filter((name) => existsSync(file(name)) && statSync(file(name)).mtimeMs !== longAgo.getTime())
}

describe('a repeated synthesis', () => {
  let outdir: string
  beforeEach(() => {
    outdir = folder()
    build(outdir)
  })

  it('writes nothing when nothing has changed', () => {
    expect(rewritten(outdir, () => build(outdir))).toEqual([])
  })

  it('writes the stacks of a system whose facts have changed, and no other', () => {
    const weights = { documents: 5 }
    expect(rewritten(outdir, () => build(outdir, undefined, { weights }))).toEqual(['edge-documents'])
  })

  it('writes a stack again that was changed by hand, or whose file is gone', () => {
    const before = filesOf(outdir)
    writeFileSync(join(outdir, 'stacks/sys-permits-city/cdk.tf.json'), '{}')
    rmSync(join(outdir, 'stacks/platform-city/cdk.tf.json'))

    expect(rewritten(outdir, () => build(outdir))).toEqual(['platform-city', 'sys-permits-city'])
    expect(filesOf(outdir)).toEqual(before)
  })

  it('trusts no record that somebody has changed', () => {
    const record = join(outdir, 'synthesis.json')
    const invented = JSON.stringify({ gate: 'x', stack: '-', resource: null, severity: 'block', params: {} })
    writeFileSync(record, readFileSync(record, 'utf8').replaceAll('"findings":[', `"findings":[${invented},`))

    expect(build(outdir).findings).toEqual(build(folder()).findings)
  })

  it('writes every stack when the place of the states has changed', () => {
    const settings = { ...defaultSettings, state: { kind: 'pg', schema: 'state' } } as const
    expect(rewritten(outdir, () => build(outdir, undefined, { settings }))).toEqual(readdirSync(join(outdir, 'stacks')).sort())
  })

  it('keeps what it knows of the stacks that were not selected', () => {
    build(outdir, undefined, { systems: ['permits'] })
    expect(rewritten(outdir, () => build(outdir))).toEqual([])
  })

  it('takes a domain\'s addresses into account that a system\'s openings are judged by', () => {
    const change: Change = (file) => { file.domains![0]!.cidr = ['10.9.0.0/16'] }
    expect(build(outdir, change).findings).toEqual(build(folder(), change).findings)
  })
})

/** Edits of an inventory, each of which leaves a valid one. */
const edits: readonly ((file: CityFile, random: () => number) => void)[] = [
  (file) => { file.systems!.pop() },
  (file, random) => { Object.assign(file.systems![0]!.deployments![0]!, { ports: [8000 + Math.floor(random() * 3)] }) },
  (file, random) => { file.domains![1]!.cidr = [`10.${3 + Math.floor(random() * 3)}.0.0/16`] },
  (file) => { file.dependencies!.pop() },
  (file) => { file.dependencies!.push({ from: 'archive', to: 'documents', kind: 'api', criticality: 'hard', source: 'assumed' }) },
  (file) => { delete file.clouds![0]!.drFacility },
  (file) => { file.clouds![0]!.drCluster = { registry: 'registry.other.example', storageClass: 'fast' } },
  (file) => { file.systems![2]!.classified = 'internal' },
  (file) => { delete file.domains![0]!.exchange },
]

describe('any row of syntheses into one folder', () => {
  it('ends with the files and the findings of one synthesis into an empty folder', () => {
    const random = seededRandom(20_261_122)
    const outdir = folder()
    for (let round = 0; round < 12; round += 1) {
      const seeds = edits.map(() => [random(), Math.floor(random() * 1000)] as const)
      const change: Change = (file) => edits.forEach((edit, index) => { if (seeds[index]![0] < 0.3) edit(file, seededRandom(seeds[index]![1])) })
      const weights = random() < 0.5 ? { documents: Math.floor(random() * 100) } : {}
      const fresh = folder()

      expect(build(outdir, change, { weights }), `round ${round}`).toEqual(build(fresh, change, { weights }))
      expect(filesOf(outdir), `round ${round}`).toEqual(filesOf(fresh))
    }
  }, 120_000)
})

describe('gates that are run system by system', () => {
  it('find what they find over all stacks at once, also where much is wrong', () => {
    const random = seededRandom(7)
    for (let round = 0; round < 10; round += 1) {
      const outdir = folder()
      const findings = build(outdir, (file) => edits.forEach((edit) => { if (random() < 0.4) edit(file, random) })).findings
      expect(findings, `round ${round}`).toEqual(runGates(readOutput(outdir)))
    }
  }, 120_000)
})
