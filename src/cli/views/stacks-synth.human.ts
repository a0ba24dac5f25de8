import type { Synthesis } from '../../app/stacks/synth.js'
import type { Io } from '../io.js'
import { showDiagnostics } from './diagnostics.human.js'
import { warningLines } from './stacks-problems.human.js'
import { stacksWords } from './stacks-words.js'

export interface SynthesisPlace {
  readonly root: string
  /** The output folder as the reader has to type it. */
  readonly folder: string
}

type StackFiles = NonNullable<Synthesis['stacks']>['stacks']

/** What blocks in full, what only warns counted by code, then a line a site and where it all lies. */
export function showSynthesis({ diagnostics, sources, stacks }: Synthesis, { root, folder }: SynthesisPlace, io: Io): void {
  const words = stacksWords[io.language]
  const fromGates = diagnostics.filter((diagnostic) => diagnostic.severity === 'warning' && diagnostic.code.startsWith('STK_'))
  showDiagnostics({ root, diagnostics: diagnostics.filter((diagnostic) => !fromGates.includes(diagnostic)), sources }, io)
  if (!stacks) return
  for (const line of [...siteLines(stacks.stacks, io), ...warningLines(fromGates, io)]) io.stdout(line)
  const blocking = stacks.findings.filter(({ severity }) => severity === 'block').length
  io.stdout(blocking > 0 ? words.blocked(blocking) : words.passed(fromGates.length))
  io.stdout(words.written(folder, stacks.hash))
}

function siteLines(stacks: StackFiles, { language }: Io): string[] {
  return [...new Set(stacks.map(({ site }) => site))].map((site) => {
    const here = stacks.filter((stack) => stack.site === site)
    const of = (kind: StackFiles[number]['kind']): number => here.filter((stack) => stack.kind === kind).length
    const counts = { count: here.length, platform: of('platform'), domain: of('domain'), system: of('system'), edge: of('edge') }
    return stacksWords[language].site(site, { ...counts, resources: here.reduce((sum, stack) => sum + stack.resources, 0) })
  })
}
