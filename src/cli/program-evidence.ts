import type { Command } from 'commander'
import type { Call } from './program.js'

const ROOT = ['--root <folder>', 'folder with inventory/ and migrations/ (default: this one)'] as const

/** What a run has proved, as one signed file that can be checked anywhere. */
export function evidence(program: Command, call: Call): void {
  const noun = program.command('evidence').description('what a run has proved, signed')
  noun.command('export').argument('<place>').option('-o, --out <file>', 'where to write it (default: evidence-<run>.json)').option(...ROOT).description('every record of the latest run as one signed file')
    .action((place: string, options: { out?: string; root?: string }) => call(() => import('./commands/evidence/export.js'), { place, ...options }))
  noun.command('verify').argument('<file>').option('--key <file>', 'public key of the place; else the one in the file is taken').description('say whether a record was changed, removed or reordered, and who signed')
    .action((file: string, options: { key?: string }) => call(() => import('./commands/evidence/verify.js'), { file, ...options }))
  noun.command('key').argument('<place>').option(...ROOT).description('print the public key of a place')
    .action((place: string, options: { root?: string }) => call(() => import('./commands/evidence/key.js'), { place, ...options }))
}
