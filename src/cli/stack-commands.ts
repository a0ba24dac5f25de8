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
  noun.command('capacity').argument('<place>').option('--plan <file>', 'the dated plan; made anew when left out').option('--date <day>', 'what is held on this day').option('--json', 'as JSON').description('what the stacks hold of each zone and site, by date')
    .action((place: string, options: { plan?: string; date?: string; json?: boolean }) => call(() => import('./commands/stacks/capacity.js'), { place, ...options }))
  reaching(selecting(noun.command('apply'))).option('--plan <set>', 'the plan set, by hash or file').option('--direct', 'the same objects by server-side apply, without OpenTofu or Terraform').option('--force-conflicts', 'with --direct: take over fields that others manage, and objects that others have made').option('--no-verify', 'do not look whether it runs').option('--wait <time>', 'how long rollouts may take that are under way: 90s, 5m, 1h', '2m').option('--json', 'as JSON')
    .description('apply to the clusters of the sites, then look whether it runs')
    .action((place: string, options) => call(() => import('./commands/stacks/apply.js'), { place, ...options }))
  selecting(noun.command('export')).option('--format <format>', 'yaml or json', 'yaml').option('--address <variable=ip...>', 'address of a server outside the cluster, before that of sites.yaml').option('--json', 'print the index of the export as JSON')
    .description('write the same objects as Kubernetes manifests (--out: their folder, default cdktf.out/<place>/manifests)')
    .action((place: string, options) => call(() => import('./commands/stacks/export.js'), { place, ...options }))
  reaching(selecting(noun.command('verify'))).option('--wait <time>', 'how long rollouts may take that are under way: 90s, 5m, 1h', '0').option('--json', 'as JSON')
    .description('read from the clusters whether what the stacks hold runs')
    .action((place: string, options) => call(() => import('./commands/stacks/verify.js'), { place, ...options }))
  reaching(selecting(noun.command('drift'))).option('--direct', 'by the API servers only, without OpenTofu or Terraform').option('--json', 'as JSON').description('whether the clusters are what the stacks say')
    .action((place: string, options) => call(() => import('./commands/stacks/drift.js'), { place, ...options }))
  reaching(selecting(noun.command('destroy'))).option('--direct', 'by the API servers, without OpenTofu or Terraform').option('--yes-destroy <place/hash>', 'what the first call has printed: exactly that goes').option('--json', 'as JSON').description('show what would go; remove it when it is named and signed for')
    .action((place: string, options) => call(() => import('./commands/stacks/destroy.js'), { place, ...options }))
  reaching(selecting(noun.command('adopt'))).option('--format <format>', 'text, json, sarif or junit', 'text').description('take objects that exist into states that do not know them, as a plan set')
    .action((place: string, options) => call(() => import('./commands/stacks/adopt.js'), { place, ...options }))
  mirrorCommands(noun, call)
  selecting(noun.command('graph')).option('--format <format>', 'text, dot or mermaid', 'text').description('the order in which the stacks are applied')
    .action((place: string, options) => call(() => import('./commands/stacks/graph.js'), { place, ...options }))
}

/** Which stacks of which place. */
function selecting(command: Command): Command {
  return command.argument('<place>').option('--site <site>', 'only this site, by id or role (primary, dr)').option('--system <systems...>', 'only these systems, and what they depend on')
    .option('--wave <number>', 'only the systems of this wave').option('--dated-plan <file>', 'the plan that says who is in the wave; made anew when left out')
    .option('--weight <system=percent...>', 'share of a system\'s requests that its edge sends to the new side').option('--promote <systems...>', 'the DR site serves in the primary\'s place for these systems')
    .option('--out <folder>', 'output folder (default: cdktf.out/<place>)').option('--root <folder>', 'folder with inventory/ and migrations/').option('--sites <file>', 'a sites.yaml elsewhere than in the place')
}

/** How the clusters are reached where sites.yaml does not say it, and how many stacks at once. */
function reaching(command: Command): Command {
  return command.option('--kubeconfig <file>', 'kubeconfig of the one selected site, instead of sites.yaml').option('--context <name>', 'its context').option('--uid <uid>', 'UID of the namespace kube-system of its cluster')
    .option('--parallel <number>', 'stacks at once (default: processors)')
}

/** Where providers come from on a machine without the internet. */
function mirrorCommands(noun: Command, call: Call): void {
  const mirror = noun.command('mirror').description('the provider that OpenTofu or Terraform needs, without the internet')
  locating(mirror.command('check')).description('whether the mirror holds what the written stacks need')
    .action((place: string, options) => call(() => import('./commands/stacks/mirror/check.js'), { place, ...options }))
  locating(mirror.command('write')).argument('<package>').description('unpack a provider that was brought here into the mirror (its released ZIP or the program), and note its hash')
    .action((place: string, file: string, options) => call(() => import('./commands/stacks/mirror/write.js'), { place, file, ...options }))
}

function locating(command: Command): Command {
  return command.argument('<place>').option('--mirror <folder>', 'folder of the mirror, instead of sites.yaml').option('--out <folder>', 'folder of the written stacks (default: cdktf.out/<place>)').option('--json', 'as JSON')
}
