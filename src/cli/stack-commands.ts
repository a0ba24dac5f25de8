import type { Command } from 'commander'
import type { Call } from './program-call.js'

export function stackCommands(program: Command, call: Call): void {
  const noun = program.command('stacks').description('the cloud as declarative stacks')
  selecting(noun.command('synth')).option('--json', 'as JSON').description('write cdk.tf.json per stack and run the gates')
    .action((place: string, options) => call(() => import('./commands/stacks/synth.js'), { place, ...options }))
  reaching(selecting(noun.command('plan'))).option('--format <format>', 'text, json, sarif or junit', 'text').option('--heal', 'bring back what was changed by hand: drift is told and does not stop')
    .description('plan with OpenTofu or Terraform, have the plans judged, and save them as one set')
    .action((place: string, options) => call(() => import('./commands/stacks/plan.js'), { place, ...options }))
  noun.command('gates').argument('<place|folder>').option('--format <format>', 'text, json, sarif or junit', 'text').option('--out <file>', 'write there instead of to the terminal').description('run the gates on stacks that are written')
    .action((of: string, options: { format?: string; out?: string }) => call(() => import('./commands/stacks/gates.js'), { of, ...options }))
  reaching(selecting(noun.command('apply'))).option('--plan <set>', 'the plan set, by hash or file').option('--direct', 'the same objects by server-side apply, without OpenTofu or Terraform').option('--force-conflicts', 'with --direct: take over fields that others manage').option('--json', 'as JSON')
    .description('apply to the clusters of the sites')
    .action((place: string, options) => call(() => import('./commands/stacks/apply.js'), { place, ...options }))
}

/** Which stacks of which place. */
function selecting(command: Command): Command {
  return command.argument('<place>').option('--site <site>', 'only this site, by id or role (primary, dr)').option('--system <systems...>', 'only these systems, and what they depend on')
    .option('--wave <number>', 'only the systems of this wave').option('--dated-plan <file>', 'the plan that says who is in the wave; made anew when left out')
    .option('--weight <system=percent...>', 'share of a system\'s requests that its edge sends to the new side').option('--out <folder>', 'output folder (default: cdktf.out/<place>)').option('--root <folder>', 'folder with inventory/ and migrations/')
}

/** How the clusters are reached where sites.yaml does not say it, and how many stacks at once. */
function reaching(command: Command): Command {
  return command.option('--kubeconfig <file>', 'kubeconfig of the one selected site, instead of sites.yaml').option('--context <name>', 'its context').option('--uid <uid>', 'UID of the namespace kube-system of its cluster')
    .option('--parallel <number>', 'stacks at once (default: processors)')
}
