import { isAlias, isMap, isNode, isScalar, isSeq, type Document, type LineCounter, type Node, type Pair } from 'yaml'
import type { SourceRange } from '../../diagnostics/diagnostic.js'
import type { DataPath } from './data-path.js'

/** Whether a problem is about a key's name or about its value. */
export type Part = 'key' | 'value'

export type Locate = (path: DataPath, part: Part) => SourceRange

/** The characters `start` to `end` of a text as line and column; a range over several lines is cut at the end of its first. */
export function rangeOf(file: string, text: string, lines: LineCounter, start: number, end: number): SourceRange {
  const { line, col } = lines.linePos(start)
  const firstLine = text.slice(start, end).split(/\r?\n/, 1)[0] ?? ''
  return { file, line: Math.max(line, 1), column: Math.max(col, 1), length: Math.max(firstLine.trimEnd().length, 1) }
}

/** Finds the place of a data path in a document. A path that leads to nothing is answered with the deepest part of it that exists. */
export function locator(file: string, text: string, document: Document, lines: LineCounter): Locate {
  return (path, part) => {
    let node: Node | null = document.contents
    let key: Node | null = null
    for (const step of path) {
      const next = follow(node, step, document)
      if (next === undefined) break
      ;({ node, key } = next)
    }
    const range = (part === 'key' || isEmpty(node) ? key ?? node : node)?.range
    return range ? rangeOf(file, text, lines, range[0], range[1]) : { file, line: 1, column: 1, length: 1 }
  }
}

interface Found {
  readonly node: Node | null
  readonly key: Node | null
}

function follow(parent: Node | null, step: string | number, document: Document): Found | undefined {
  const node = isAlias(parent) ? parent.resolve(document) : parent
  if (isSeq(node) && typeof step === 'number') {
    const item = node.items[step]
    return isNode(item) ? { node: item, key: null } : undefined
  }
  if (!isMap(node)) return undefined
  // The last of two equal keys is the one whose value was read.
  const pair = node.items.findLast((item) => keyText(item) === String(step))
  return pair === undefined ? undefined : { node: isNode(pair.value) ? pair.value : null, key: isNode(pair.key) ? pair.key : null }
}

function keyText(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : String(pair.key)
}

function isEmpty(node: Node | null): boolean {
  return node === null || (isScalar(node) && node.value === null && (node.source ?? '') === '')
}
