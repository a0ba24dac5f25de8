import { InvalidArgumentError, type Command } from 'commander'
import type { Call } from './program-call.js'

export function networkCommands(program: Command, call: Call): void {
  const noun = program.command('network').description('who may reach whom on the cloud, and by which line of the inventory')
  noun.command('why').argument('<place>').argument('<from>', 'a system, domain (its gateway), exchange, address, internet or dns').argument('<to>', 'the same')
    .option('--port <port>', 'port of the target; the first it serves when left out', portNumber).option('--site <site>', 'a site, or a role: primary, dr (default: primary)').option('--json', 'as JSON')
    .description('whether one may reach the other, over which rules, or what to declare; ends with 6 when it may not')
    .action((place: string, from: string, to: string, options: { port?: number; site?: string; json?: boolean }) => call(() => import('./commands/network/why.js'), { place, from, to, ...options }))
  noun.command('matrix').argument('<place>').option('--site <site>', 'a site, or a role: primary, dr (default: all)').option('--json', 'as JSON').description('which network domain may reach which, counted')
    .action((place: string, options: { site?: string; json?: boolean }) => call(() => import('./commands/network/matrix.js'), { place, ...options }))
}

function portNumber(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new InvalidArgumentError('1-65535')
  return port
}
