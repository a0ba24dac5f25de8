import type { Advice, FactAnswer, HopAnswer, SideAnswer, WhyAnswer } from '../../app/network/why.js'
import type { SourceRange } from '../../diagnostics/diagnostic.js'
import type { Io } from '../io.js'
import { networkWords } from './network-words.js'
import { fromHere } from './relocate.js'

export interface WhyPlace {
  readonly root: string
  readonly place: string
}

/** The answer of every site: a line, then each hop with what both its sides say and which line of the inventory says so. */
export function showWhy(answers: readonly WhyAnswer[], { root }: WhyPlace, io: Io): void {
  for (const answer of answers) {
    io.stdout(networkWords[io.language].answer(answer))
    for (const line of answer.hops.flatMap((hop) => hopLines(hop, root, io))) io.stdout(line)
    if (answer.advice) for (const line of adviceLines(answer.advice, root, io)) io.stdout(line)
  }
}

function hopLines({ from, to, port, egress, ingress }: HopAnswer, root: string, io: Io): string[] {
  const words = networkWords[io.language]
  const sides = [...sideLines(`${words.side.egress} ${from}`, egress, root, io), ...sideLines(`${words.side.ingress} ${to}`, ingress, root, io)]
  return [words.hop(from, to, port), ...sides]
}

function sideLines(side: string, { state, rules }: SideAnswer, root: string, io: Io): string[] {
  const words = networkWords[io.language]
  const named = rules.flatMap(({ policy, rule, facts }) => [words.rule(policy, rule), ...facts.map((fact) => `        ${factLine(fact, root, io)}`)])
  return [`    ${side}: ${words.state[state]}`, ...named]
}

function factLine({ kind, ids, at }: FactAnswer, root: string, io: Io): string {
  return `${networkWords[io.language].fact[kind](ids)}${at ? `  ${place(at, root, io)}` : ''}`
}

function adviceLines({ kind, line, domains, at }: Advice, root: string, io: Io): string[] {
  const said = networkWords[io.language].advice[kind](domains.join(', '))
  return [`  ${said}${at ? `  ${place(at, root, io)}` : ''}`, ...(line === null ? [] : [`    ${line}`])]
}

function place({ file, line, column }: SourceRange, root: string, io: Io): string {
  return `${fromHere(root, io.cwd, file)}:${line}:${column}`
}
