import { execFileSync } from 'node:child_process'
import { cpus, totalmem } from 'node:os'

/** Figures by the ids of the tables in README.md; a baseline stands beside its figure as `<id>_base`. */
export type Figures = Readonly<Record<string, number>>

const benches: Readonly<Record<string, () => Promise<{ readonly run: (flags: readonly string[]) => Promise<Figures> }>>> = {
  cutover: () => import('./cutover.js'),
  data: () => import('./data/main.js'),
  stacks: () => import('./stacks/main.js'),
}

const [name = '', ...flags] = process.argv.slice(2)
const load = benches[name]
if (!load) {
  console.error(`no bench "${name}"; there are: ${Object.keys(benches).join(', ')}`)
  process.exit(2)
}
const figures = await (await load()).run(flags)
for (const [id, value] of Object.entries(figures)) console.error(`${id.padEnd(16)} ${value}`)
if (flags.includes('--json')) console.log(JSON.stringify({ bench: name, figures, machine: machine(), commit: commit(), at: new Date().toISOString() }))

function machine(): string {
  return `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'cpu'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return 'unknown'
  }
}
