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
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, strict: true, uniqueKeys: true })
  const diagnostics = [...syntaxProblems(path, text, document, lines), ...aliasProblems(path, text, document, lines)]
  const readable = diagnostics.every(({ code }) => code === 'INV_YAML_DUPLICATE_KEY')
  const value: unknown = readable ? document.toJS() ?? {} : null
  return { path, role, text, readable, value, locate: locator(path, text, document, lines), diagnostics }
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

function aliasProblems(file: string, text: string, document: Document, lines: LineCounter): Diagnostic[] {
  const found: Diagnostic[] = []
  visit(document, (_key, node) => {
    if (!isAlias(node) || node.resolve(document) !== undefined) return
    const [start, end] = node.range ?? [0, 1]
    found.push(problem('INV_YAML_ALIAS', { alias: node.source }, { at: rangeOf(file, text, lines, start, end) }))
  })
  return found
}
