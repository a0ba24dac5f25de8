import { isAlias, LineCounter, parseDocument, visit, type Document, type ErrorCode } from 'yaml'
import type { Code } from '../../diagnostics/codes.js'
import { problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { locator, rangeOf, type Locate } from './locate.js'
import type { FileRole, SourceFile } from './source-file.js'

/** A file after the YAML parser: plain data (null when it could not be understood) and where each part of it stands. */
export interface ParsedFile {
  readonly path: string
  readonly role: FileRole
  readonly text: string
  /** False when the syntax is broken: then nothing about its content is certain. */
  readonly readable: boolean
  readonly value: unknown
  readonly locate: Locate
  readonly diagnostics: readonly Diagnostic[]
}

/** Reads one file; every error of the parser becomes a diagnostic of ours. An empty inventory file is an inventory without records. */
export function parseFile({ path, role, text }: SourceFile): ParsedFile {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, strict: true, uniqueKeys: true, stringKeys: true, logLevel: 'error' })
  const diagnostics = [...syntaxProblems(path, text, document, lines), ...aliasProblems(path, text, document, lines)]
  const value = diagnostics.every(({ code }) => code === 'INV_YAML_DUPLICATE_KEY') ? dataOf(document) : undefined
  if (value === undefined && diagnostics.length === 0) diagnostics.push(problem('INV_YAML_ALIAS', { alias: '*' }, { at: { file: path, line: 1, column: 1, length: 1 } }))
  return { path, role, text, readable: value !== undefined, value: value ?? null, locate: locator(path, text, document, lines), diagnostics }
}

/** Plain data; undefined when aliases of aliases would blow it up without bound (the parser stops at 100 copies). */
function dataOf(document: Document): unknown {
  try {
    return document.toJS() ?? {}
  } catch (error) {
    if (error instanceof ReferenceError) return undefined
    throw error
  }
}

const codeOf: Partial<Record<ErrorCode, Code>> = {
  DUPLICATE_KEY: 'INV_YAML_DUPLICATE_KEY',
  TAB_AS_INDENT: 'INV_YAML_TAB',
  MULTIPLE_DOCS: 'INV_YAML_DOCUMENTS',
  BAD_ALIAS: 'INV_YAML_ALIAS',
}

/** The parser reports echoes of a broken line as further errors on it; only the first of a line is kept. */
function syntaxProblems(file: string, text: string, document: Document, lines: LineCounter): Diagnostic[] {
  const seen = new Set<number>()
  return document.errors.flatMap(({ code, pos: [start, end] }) => {
    const at = code === 'DUPLICATE_KEY' ? wholeWord(file, text, lines, start) : rangeOf(file, text, lines, start, end)
    if (seen.has(at.line)) return []
    seen.add(at.line)
    const word = text.slice(start, start + at.length)
    const suggestion = /^[\w-]+：/.test(word) ? `${word.split('：', 1)[0]}: ` : undefined
    return [problem(codeOf[code] ?? 'INV_YAML_SYNTAX', { key: word, alias: word }, suggestion === undefined ? { at } : { at, suggestion })]
  })
}

function wholeWord(file: string, text: string, lines: LineCounter, start: number) {
  const word = /^[^\s:]+/.exec(text.slice(start))?.[0] ?? ' '
  return rangeOf(file, text, lines, start, start + word.length)
}

/** Aliases of nothing, and aliases inside the value they repeat: that value would have no end. */
function aliasProblems(file: string, text: string, document: Document, lines: LineCounter): Diagnostic[] {
  const found: Diagnostic[] = []
  visit(document, (_key, node) => {
    if (!isAlias(node)) return
    const [start, end] = node.range ?? [0, 1]
    const target = node.resolve(document)?.range
    if (target && target[1] <= start) return
    found.push(problem('INV_YAML_ALIAS', { alias: node.source }, { at: rangeOf(file, text, lines, start, end) }))
  })
  return found
}
