import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readPlace } from '../../app/inventory/read-place.js'
import { verifyPlan } from '../../app/plan/verify.js'
import { preparePlace } from '../../app/prepare.js'
import { isUntouched } from '../../model/artifact.js'
import { canonicalJson } from '../../model/canonical.js'
import { breakCopyOfPlace, changeCopyOfPlace } from '../city/altered-place.js'
import { CITY } from '../city/place-files.js'
import { filesBelow } from '../servers/files-below.js'
import type { Proved } from './prove-all.js'
import type { DemoContext } from './run-demo.js'

export interface PromiseResult {
  readonly id: string
  readonly held: boolean
  readonly detail: string
}

/** What the promises are judged on beside the run: the finished report and the figures in it that lead nowhere. */
export interface ReportForPromises {
  readonly html: string
  readonly evidenceMissing: readonly string[]
  readonly chainIntact: boolean
  readonly unsigned: readonly string[]
}

/** The nine promises of the product, each looked at on this very run. */
export async function judgePromises(context: DemoContext, proved: Proved, report: ReportForPromises): Promise<readonly PromiseResult[]> {
  const lost = proved.systems.reduce((sum, one) => sum + one.lost, 0)
  const notEqual = proved.systems.filter(({ proof }) => proof !== 'pass').map(({ id }) => id)
  const leaks = secretsFound(context, report.html, await records(context))
  return [
    promise('no-acknowledged-write-lost', lost === 0, `${lost} lost`),
    promise('one-side-serves', proved.notOneSide.length === 0, proved.notOneSide.join(', ') || 'exactly one side of every system'),
    promise('approved-is-applied', ...(await approvedIsApplied(context))),
    promise('classified-never-appears', ...classifiedNowhere(context, report.html)),
    promise('migrated-only-with-verdict', notEqual.length === 0 && report.unsigned.length === 0, [...notEqual, ...report.unsigned].join(', ') || 'every verdict pass and signed'),
    promise('same-input-same-bytes', ...(await sameBytes(context))),
    promise('no-secret-written', leaks.length === 0, leaks.join(', ') || 'no password in any file, process or record'),
    promise('errors-name-the-place', ...(await errorsNameThePlace(context))),
    promise('figures-have-evidence', report.evidenceMissing.length === 0 && report.chainIntact, report.evidenceMissing.join(', ') || 'every figure leads to a record of an unbroken chain'),
  ]
}

function promise(id: string, held: boolean, detail: string): PromiseResult {
  return { id, held, detail }
}

/** The run holds the approved plan unchanged, and a changed inventory makes another plan. */
async function approvedIsApplied({ open, run, approved, options }: DemoContext): Promise<[boolean, string]> {
  const record = await open.store.run(run)
  const stored = (record?.plan['plan'] ?? null) as typeof approved.plan | null
  const same = record?.planHash === approved.plan.hash && stored !== null && isUntouched(stored) && stored.hash === approved.plan.hash
  const changed = await readPlace(changeCopyOfPlace(options.directory), CITY)
  const refused = changed.inventory && changed.intent ? verifyPlan(approved.plan, { inventory: changed.inventory, intent: changed.intent }).filter(({ code }) => code === 'PLAN_STALE') : []
  return [same && refused.length > 0, same ? `plan hash held; after a change the plan is refused: ${refused.map(({ params }) => params['changed']).join(', ') || 'no'}` : 'the plan of the run is not the approved one']
}

function classifiedNowhere({ approved, options }: DemoContext, html: string): [boolean, string] {
  const ids = approved.inventory.classifiedPlaceholders.map(({ id }) => id)
  const texts = [canonicalJson(approved.plan), canonicalJson(approved.stacks), html, ...textsBelow(join(options.directory, 'stacks')), ...textsBelow(join(options.directory, 'logs'))]
  const seen = ids.filter((id) => texts.some((text) => text.includes(id)))
  return [seen.length === 0 && approved.assessment.classifiedCount > 0, seen.join(', ') || `${approved.assessment.classifiedCount} counted, named nowhere`]
}

async function sameBytes({ city, approved, options }: DemoContext): Promise<[boolean, string]> {
  const again = await preparePlace(city.root, CITY, { seed: options.seed, stacksFolder: join(options.directory, 'stacks-again') })
  const plan = canonicalJson(again.plan) === canonicalJson(approved.plan)
  const stacks = again.stacks?.hash === approved.stacks?.hash
  return [plan && stacks, plan && stacks ? 'plan and stacks made twice are equal' : `plan ${plan ? 'equal' : 'differs'}, stacks ${stacks ? 'equal' : 'differ'}`]
}

async function errorsNameThePlace({ options }: DemoContext): Promise<[boolean, string]> {
  const { diagnostics } = await readPlace(breakCopyOfPlace(options.directory), CITY)
  const named = diagnostics.filter(({ at }) => at !== undefined && at.line > 0 && at.column > 0)
  return [named.length > 0 && named.length === diagnostics.length, named.map(({ code, at }) => `${code} at line ${at?.line}`).join(', ') || 'a broken file was not noticed']
}

/** Places where a password of the city was found: report, artifacts, logs, command lines. */
function secretsFound({ city, options, approved }: DemoContext, html: string, kept: readonly string[]): readonly string[] {
  const places: readonly (readonly [string, readonly string[]])[] = [
    ['report', [html]],
    ['plan', [canonicalJson(approved.plan)]],
    ['stacks', textsBelow(join(options.directory, 'stacks'))],
    ['logs', textsBelow(join(options.directory, 'logs'))],
    ['place files', textsBelow(city.root)],
    ['command lines', commandLines()],
    ['run records and engine rows', kept],
  ]
  return places.filter(([, texts]) => texts.some((text) => city.secrets.some((secret) => text.includes(secret)))).map(([name]) => name)
}

/** Everything the run and the engine have written down, as text. */
async function records({ open, run }: DemoContext): Promise<readonly string[]> {
  const phases = await open.control.list({ prefix: `${run}/` })
  const steps = await Promise.all(phases.map(({ id }) => open.control.steps(id)))
  return [await open.store.events(run, 0), await open.store.evidence(run), await open.store.systems(run), phases, steps].map((one) => JSON.stringify(one))
}

function textsBelow(folder: string): readonly string[] {
  return filesBelow(folder).map((path) => readFileSync(path, 'utf8'))
}

function commandLines(): readonly string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    } catch {
      return ''
    }
  })
}
