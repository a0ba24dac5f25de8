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
  const { stacks, diagnostics, sources } = await synthPlace(rootOf(args, io), args.place, synthOptions(args, io))
  if (!stacks) {
    showOutcomeProblems({ diagnostics, sources }, rootOf(args, io), io)
    return exitCodeFor(diagnostics)
  }
  io.stdout(renderGraph(stackGraph(stacks.stacks), format, io.language))
  return EXIT.done
}
