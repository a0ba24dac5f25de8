import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { NEVER_MOVED } from './sides.js'

interface Named {
  readonly path: string
  readonly type: string
}

/**
 * Whether rsync leaves a name out, by the rules of its manual, "PATTERN MATCHING RULES": a leading `/` binds to the root of the tree, a trailing `/`
 * means folders only, a pattern with another `/` or `**` is compared with the end of the whole path, any other with the last name alone.
 * What lies in a folder that is left out is left out with it.
 */
export function excludes(patterns: readonly string[]): (entry: Named) => boolean {
  const rules = [...NEVER_MOVED, ...patterns].map(compile)
  return ({ path, type }) => {
    const parts = path.split('/')
    return parts.some((_part, index) => {
      const folder = index < parts.length - 1 || type === 'd'
      return rules.some((rule) => rule(parts.slice(0, index + 1).join('/'), folder))
    })
  }
}

/** rsync would read these as something else than a pattern. */
export function requirePatterns(patterns: readonly string[]): void {
  const odd = patterns.find((pattern) => /^[-+!:.,;PRSH] |^!$|^$|^(include|exclude|clear|merge|hide|show|protect|risk|dir-merge)[ ,_]/.test(pattern))
  if (odd !== undefined) throw new DiagnosticError(problem('FILES_EXCLUDE_UNKNOWN', { pattern: odd }))
}

function compile(pattern: string): (path: string, folder: boolean) => boolean {
  const bytes = Buffer.from(pattern, 'utf8').toString('latin1')
  const foldersOnly = bytes.endsWith('/')
  const bare = bytes.replace(/\/$/, '')
  const anchored = bare.startsWith('/')
  const whole = bare.slice(anchored ? 1 : 0)
  const wholePath = anchored || whole.includes('/') || whole.includes('**')
  const matcher = new RegExp(`${anchored ? '^' : '(?:^|/)'}${toExpression(whole)}$`, 's')
  return (path, folder) => (folder || !foldersOnly) && matcher.test(wholePath ? path : path.slice(path.lastIndexOf('/') + 1))
}

function toExpression(pattern: string): string {
  const tokens = pattern.match(/\/\*\*\*$|\*\*|\*|\?|\[(?:[!^]?\]?[^\]]*)\]|\\.|[^]/g) ?? []
  const hasWild = /[*?[]/.test(pattern)
  return tokens.map((token) => {
    if (token === '/***') return '(?:/.*)?'
    if (token === '**') return '.*'
    if (token === '*') return '[^/]*'
    if (token === '?') return '[^/]'
    if (token.length > 1 && token.startsWith('[')) return token.replace(/^\[[!^]/, '[^').replaceAll('\\', '\\\\')
    if (token.length === 2 && hasWild) return escape(token.slice(1))
    return escape(token)
  }).join('')
}

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
