import { catalog, entryOf, type Code } from '../../diagnostics/codes.js'
import type { Io } from '../io.js'
import { explainWords } from './explain-words.js'

/** The page of one code. Holes of its sentences stay visible as `{name}`: the page speaks of every case. */
export function showPage(code: Code, io: Io): void {
  const words = explainWords[io.language]
  const entry = entryOf(code)
  const { what, why, fix } = entry[io.language]
  const sections = [[words.concerns, words.fault[entry.fault]], [words.why, why], [words.fix, fix]] as const
  io.stdout([code, '', `  ${what}`, ...sections.flatMap(([title, text]) => ['', title, `  ${text}`])].join('\n'))
  if (entry.example !== undefined) io.stdout(['', words.example, ...entry.example.split('\n').map((line) => `  ${line}`)].join('\n'))
}

/** Every code with its first sentence. */
export function showCodes(io: Io): void {
  for (const code of Object.keys(catalog).sort() as Code[]) io.stdout(`${code}  ${entryOf(code)[io.language].what.split('\n')[0]}`)
}
