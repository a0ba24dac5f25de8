import { Command } from 'commander'
import { setOutcome } from './exit-code.js'
import type { Io } from './io.js'
import { networkCommands } from './network-commands.js'
import type { Call, CommandModule } from './program-call.js'
import { stackCommands } from './stack-commands.js'

/** The whole command line: nouns and verbs, flags and examples; no command's code is loaded here. */
export function createProgram(io: Io): Command {
  const program = new Command('qianyun')
    .description('迁云: moves a city\'s information systems onto the government cloud.\ninventory → assessment → plan → stacks → run → verdict → report')
    .version('0.1.0')
    .option('--lang <language>', 'language of messages: zh or en (default: from the environment)')
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', '\nExamples:\n  qianyun demo                          move a small city on this machine, end to end\n  qianyun inventory validate dezhou     check one place\'s files\n  qianyun plan create dezhou -o p.json  make a dated plan\n  qianyun explain INV_UNKNOWN_KEY       what a code means and what to do')
  const call = <Args>(load: () => Promise<CommandModule<Args>>, args: Args) => load().then(async (module) => setOutcome(program, await module.run(args, io)))
  inventory(program, call)
  planning(program, call)
  stackCommands(program, call)
  networkCommands(program, call)
  running(program, call)
  recovering(program, call)
  evidence(program, call)
  machine(program, call)
  return program
}

function inventory(program: Command, call: Call): void {
  const noun = program.command('inventory').description('the facts of a place: what exists')
  noun.command('validate').argument('[places...]', 'places; all when left out').option('--json', 'one problem a line').description('report every problem at file, line and column')
    .action((places: string[], options: { json?: boolean }) => call(() => import('./commands/inventory/validate.js'), { places, ...options }))
  noun.command('coverage').argument('[places...]').option('--json', 'as JSON').description('which rows of the policy documents the inventory and programme carry')
    .action((places: string[], options: { json?: boolean }) => call(() => import('./commands/inventory/coverage.js'), { places, ...options }))
  noun.command('schema').option('--write', 'write the JSON Schemas for editors').option('--check', 'fail when they are stale').description('JSON Schemas of the inventory files')
    .action((options: { write?: boolean; check?: boolean }) => call(() => import('./commands/inventory/schema.js'), options))
  program.command('explain').argument('[code]', 'code of a problem').description('what a problem means, why it matters, what to do')
    .action((code: string | undefined) => call(() => import('./commands/explain.js'), code === undefined ? {} : { code }))
}

function planning(program: Command, call: Call): void {
  program.command('assess').argument('<place>').option('--json', 'as JSON').description('check the policy rules and decide what becomes of each system')
    .action((place: string, options: { json?: boolean }) => call(() => import('./commands/assess.js'), { place, ...options }))
  const noun = program.command('plan').description('waves and dates')
  noun.command('create').argument('<place>').option('-o, --out <file>', 'where to write the plan').option('--seed <number>', 'seed of the search', Number).option('--json', 'as JSON').description('make a dated plan and check it')
    .action((place: string, options: { out?: string; seed?: number; json?: boolean }) => call(() => import('./commands/plan/create.js'), { place, ...options }))
  noun.command('show').argument('<file>').option('--json', 'as JSON').description('print a plan file')
    .action((file: string, options: { json?: boolean }) => call(() => import('./commands/plan/show.js'), { file, ...options }))
  noun.command('why').argument('<place>').argument('<system>').option('--plan <file>', 'plan file; made anew when left out').option('--json', 'as JSON').description('why a system has its dates, and what would move them')
    .action((place: string, system: string, options: { plan?: string; json?: boolean }) => call(() => import('./commands/plan/why.js'), { place, system, ...options }))
}

const ROOT = ['--root <folder>', 'folder with inventory/ and migrations/ (default: this one)'] as const

function running(program: Command, call: Call): void {
  const noun = program.command('run').description('carry an approved plan out')
  noun.command('preflight').argument('<place>').argument('<system>').option('--fix <checks>', 'mend what is ours to mend of these checks, for example P1,P6; or all').option('--json', 'as JSON').option(...ROOT)
    .description('look at both sides of one system before its move').action((place: string, system: string, options) => call(() => import('./commands/run/preflight.js'), { place, system, ...options }))
  noun.command('start').argument('<place>').requiredOption('--plan <file>', 'the approved plan').option('--operator <name>', 'who starts it').option('--now', 'do not wait for the plan\'s dates (rehearsal)').option(...ROOT)
    .description('start the first wave').action((place: string, options) => call(() => import('./commands/run/start.js'), { place, ...options }))
  noun.command('worker').argument('<place>').option(...ROOT).option('--id <name>', 'name of this worker (default: this host)').description('carry out phases until stopped')
    .action((place: string, options) => call(() => import('./commands/run/worker.js'), { place, ...options }))
  noun.command('status').argument('<place>').option(...ROOT).option('--json', 'as JSON').description('where every system stands')
    .action((place: string, options) => call(() => import('./commands/run/status.js'), { place, ...options }))
  noun.command('approve').argument('<place>').argument('<system>').requiredOption('--gate <gate>', 'cutover, commit or close').requiredOption('--by <name>', 'who signs').requiredOption('--why <text>', 'on what grounds').option('--shown <hash>', 'the evidence that status showed; refused when there is more by now').option(...ROOT)
    .description('sign a gate').action((place: string, system: string, options) => call(() => import('./commands/run/approve.js'), { place, system, ...options }))
  for (const verb of ['rollback', 'retry', 'again'] as const) {
    const words = { rollback: 'back to the old side, with all that was written since', retry: 'run a blocked system\'s failed phase again', again: 'a new attempt: after a way back, a missed window or a feed that was given up' }
    noun.command(verb).argument('<place>').argument('<system>').option(...ROOT).description(words[verb])
      .action((place: string, system: string, options) => call(() => import('./commands/run/act.js'), { verb, place, system, ...options }))
  }
  for (const verb of ['pause', 'resume'] as const) {
    const words = { pause: 'hold a system\'s copies, in whatever worker they run', resume: 'let a system\'s copies go again' }
    noun.command(verb).argument('<place>').argument('<system>').option('--by <name>', 'who does it (default: the user of this machine)').option(...ROOT).description(words[verb])
      .action((place: string, system: string, options) => call(() => import('./commands/run/pause.js'), { verb, place, system, ...options }))
  }
  program.command('report').argument('<place>').option('-o, --out <file>', 'HTML file', 'report.html').option(...ROOT).description('one page of HTML about the latest run')
    .action((place: string, options) => call(() => import('./commands/report.js'), { place, ...options }))
}

function recovering(program: Command, call: Call): void {
  const noun = program.command('dr').description('the DR site: what follows, what takes over, what is given back')
  noun.command('status').argument('<place>').argument('[system]', 'all when left out').option(...ROOT).option('--json', 'as JSON').description('which side serves, and how far the other is behind')
    .action((place: string, system: string | undefined, options) => call(() => import('./commands/dr/status.js'), { place, ...(system === undefined ? {} : { system }), ...options }))
  noun.command('sync').argument('<place>').argument('[system]', 'all when left out').option(...ROOT).option('--json', 'as JSON').description('a new snapshot of every file tree, and replicas that had stopped follow again: what a timer calls')
    .action((place: string, system: string | undefined, options) => call(() => import('./commands/dr/sync.js'), { place, ...(system === undefined ? {} : { system }), ...options }))
  noun.command('drill').argument('<place>').argument('<system>').option(...ROOT).option('--json', 'as JSON').description('promote a copy of the replica, measure, and throw it away')
    .action((place: string, system: string, options) => call(() => import('./commands/dr/drill.js'), { place, system, ...options }))
  const ordered = (name: string) => noun.command(name).argument('<place>').argument('<system>').requiredOption('--by <name>', 'who orders it').requiredOption('--why <text>', 'on what grounds')
  ordered('failover').option('--primary-is-lost', 'attest that a primary nobody can reach cannot come back as it is').option(...ROOT).option('--json', 'as JSON').description('close the primary and let the DR site serve')
    .action((place: string, system: string, options) => call(() => import('./commands/dr/failover.js'), { place, system, ...options }))
  ordered('failback').option(...ROOT).option('--json', 'as JSON').description('bring the old primary up to date, switch back, and let the DR site follow again')
    .action((place: string, system: string, options) => call(() => import('./commands/dr/failback.js'), { place, system, ...options }))
}

/** What a run has proved, as one signed file that can be checked anywhere. */
function evidence(program: Command, call: Call): void {
  const noun = program.command('evidence').description('what a run has proved, signed')
  noun.command('export').argument('<place>').option('-o, --out <file>', 'where to write it (default: evidence-<run>.json)').option(...ROOT).description('every record of the latest run as one signed file')
    .action((place: string, options: { out?: string; root?: string }) => call(() => import('./commands/evidence/export.js'), { place, ...options }))
  noun.command('verify').argument('<file>').option('--key <file>', 'public key of the place; else the one in the file is taken').description('say whether a record was changed, removed or reordered, and who signed')
    .action((file: string, options: { key?: string }) => call(() => import('./commands/evidence/verify.js'), { file, ...options }))
  noun.command('key').argument('<place>').option(...ROOT).description('print the public key of a place')
    .action((place: string, options: { root?: string }) => call(() => import('./commands/evidence/key.js'), { place, ...options }))
}

function machine(program: Command, call: Call): void {
  program.command('setup').description('install PostgreSQL, MariaDB, HAProxy, rsync and restic where they are missing')
    .action(() => call(() => import('./commands/setup.js'), {}))
  program.command('demo').option('--json', 'print the result as one JSON object on the last line of stdout').option('--seed <number>', 'varies sizes and timing', Number, 1).option('--scale <factor>', 'size of the data, 1 is a million rows in the largest system', Number, 1)
    .option('--keep', 'leave the city running for looking around, until Ctrl-C').option('--kill-worker-at <points>', 'kill the worker at these fault points, one after the other, to see it resume')
    .description('move a small city on this machine, users writing all the time, and prove that nothing was lost')
    .action((options) => call(() => import('./commands/demo.js'), options))
}
