import type { Command } from 'commander'
import type { Call } from './program-call.js'

export function stackCommands(program: Command, call: Call): void {
  const noun = program.command('stacks').description('the cloud as declarative stacks')
  noun.command('synth').argument('<place>').option('--site <site>', 'only this site').option('--system <system>', 'only this system').option('--out <folder>', 'output folder').option('--json', 'as JSON').description('write cdk.tf.json per stack and run the gates')
    .action((place: string, options: { site?: string; system?: string; out?: string; json?: boolean }) => call(() => import('./commands/stacks/synth.js'), { place, ...options }))
}
