import { parseArgs } from 'node:util'
import { DiagnosticError, problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { entryOf } from '../../diagnostics/codes.js'
import type { Fault } from '../../diagnostics/entry.js'
import { renderDiagnostics } from '../../diagnostics/render.js'
import { buildTools, type BuildReport } from './build-tools.js'
import { componentNames } from './components.js'
import { portsFrom, sites, startLocalClusters, statusOf, stopLocalClusters } from './local-clusters.js'
import { sitesFragment } from './sites-fragment.js'

/** `npm run tools` and `npm run cluster`: results on stdout, what is going on on stderr, every problem a message of the catalog. */
const say = (line: string) => void process.stderr.write(`${line}\n`)
const show = (line: string) => void process.stdout.write(`${line}\n`)

const report: BuildReport = {
  begun: (name) => say(`${name}: building`),
  ready: (name, seconds) => show(seconds === undefined ? `${name}: there` : `${name}: built in ${seconds.toFixed(1)} s`),
}

interface Flags {
  /** Id that the inventory gives the cloud. */
  readonly cloud: string
  readonly firstPort: number
}

const verbs: Readonly<Record<string, (flags: Flags) => Promise<void>>> = { tools: build, up, down, status }

async function build(): Promise<void> {
  await buildTools(report)
}

async function up({ cloud, firstPort }: Flags): Promise<void> {
  const tools = await buildTools({ ...report, ready: (name, seconds) => void (seconds !== undefined && say(`${name}: built in ${seconds.toFixed(1)} s`)) })
  const clusters = await startLocalClusters({ tools, environment: process.env, ports: portsFrom(firstPort), signal: interruption() })
  for (const { site, url, kubeconfig, context, uid } of clusters) say(`${site}: ${url}, kubeconfig ${kubeconfig}, context ${context}, uid ${uid}`)
  say('migrations/<place>/sites.yaml for these two:')
  show(sitesFragment(clusters, cloud).trimEnd())
}

/** Ctrl-C, or a polite kill, while the clusters start: what has been started is stopped before the command ends. npm sends a Ctrl-C twice. */
function interruption(): AbortSignal {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => controller.abort(new DiagnosticError(problem('TOOL_CLUSTER_CALLED_OFF'))))
  return controller.signal
}

async function down(): Promise<void> {
  await stopLocalClusters(process.env)
  say('stopped; nothing is left of them')
}

async function status(): Promise<void> {
  for (const site of sites) {
    const { running, reachable } = statusOf(site, process.env)
    const isUp = reachable !== undefined && running.size === componentNames.length
    const state = isUp ? `up at ${reachable.url}, uid ${reachable.uid}` : running.size === 0 ? 'down' : 'incomplete'
    show([`${site}: ${state}`, ...[...running].map(([name, pid]) => `${name} ${pid}`)].join('\n  '))
  }
}

const options = { cloud: { type: 'string', default: 'cloud' }, 'first-port': { type: 'string', default: '21000' } } as const

function called(): { readonly run: () => Promise<void> } {
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true })
    const verb = verbs[positionals[0] ?? '']
    const flags: Flags = { cloud: values.cloud, firstPort: Number(values['first-port']) }
    if (verb && positionals.length === 1 && areSound(flags)) return { run: () => verb(flags) }
  } catch {
    // An unknown flag: told below with everything else that is no call.
  }
  throw new DiagnosticError(problem('TOOL_CLUSTER_USAGE', { given: process.argv.slice(2).join(' ') }))
}

function areSound({ cloud, firstPort }: Flags): boolean {
  return /^[a-z][a-z0-9-]*$/.test(cloud) && Number.isInteger(firstPort) && firstPort >= 1_024 && firstPort <= 60_000
}

/** The exit codes of the command line: 5 where the machine lacks something and the same call may be repeated. */
const exitCodes: Readonly<Partial<Record<Fault, number>>> = { internal: 1, usage: 2, external: 5, interrupted: 130 }

function exitCodeOf(diagnostics: readonly Diagnostic[]): number {
  const faults = diagnostics.map(({ code }) => entryOf(code).fault)
  return faults.includes('internal') ? 1 : (exitCodes[faults[0] ?? 'internal'] ?? 1)
}

process.umask(0o077)
try {
  await called().run()
} catch (error) {
  if (!(error instanceof DiagnosticError)) throw error
  const words = [process.env['QIANYUN_LANG'], process.env['LC_ALL'], process.env['LANG']].find((one) => one)
  say(renderDiagnostics(error.diagnostics, { language: /^zh/.test(words ?? '') ? 'zh' : 'en', color: false }))
  process.exitCode = exitCodeOf(error.diagnostics)
}
