import type { StackGraph } from '../../app/stacks/graph.js'
import type { Language } from '../../model/labels.js'
import { stacksWords } from './stacks-words.js'

export const graphFormats = ['text', 'dot', 'mermaid'] as const
export type GraphFormat = (typeof graphFormats)[number]

/** The levels as lines, or the whole graph for a program that draws it: an arrow points to what comes afterwards. */
export function renderGraph({ levels, edges }: StackGraph, format: GraphFormat, language: Language): string {
  if (format === 'text') return levels.map((stacks, index) => stacksWords[language].level(index + 1, stacks)).join('\n')
  const names = levels.flat()
  if (format === 'dot') return ['digraph stacks {', '  rankdir=LR', ...names.map((name) => `  "${name}"`), ...edges.map(({ stack, after }) => `  "${after}" -> "${stack}"`), '}'].join('\n')
  return ['flowchart LR', ...names.map((name) => `  ${name}`), ...edges.map(({ stack, after }) => `  ${after} --> ${stack}`)].join('\n')
}
