import { alone } from '../../../app/stacks/alone.js'
import { stackGraph } from '../../../app/stacks/graph.js'
import { synthPlace } from '../../../app/stacks/synth.js'
import { EXIT, exitCodeFor } from '../../exit.js'
import type { Io } from '../../io.js'
import { graphFormatOf, rootOf, synthOptions, type SelectionArgs } from '../../stack-request.js'
import { renderGraph } from '../../views/stacks-graph.js'
import { showOutcomeProblems } from '../../views/stacks-problems.human.js'

export interface GraphArgs extends SelectionArgs {
  readonly format?: string
}

/** `qianyun stacks graph <place>`: 0 when drawn; findings of the gates are no matter of the order. */
export async function run(args: GraphArgs, io: Io): Promise<number> {
  const format = graphFormatOf(args.format)
  const root = rootOf(args, io)
  const request = { root, place: args.place, doing: 'graph', environment: process.env, now: new Date() }
  const { stacks, diagnostics, sources } = await alone(request, () => synthPlace(root, args.place, synthOptions(args, io)))
  if (!stacks) {
    showOutcomeProblems({ diagnostics, sources }, root, io)
    return exitCodeFor(diagnostics)
  }
  io.stdout(renderGraph(stackGraph(stacks.stacks), format, io.language))
  return EXIT.done
}
