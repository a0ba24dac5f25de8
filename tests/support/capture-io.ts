import type { Language } from '../../src/model/labels.js'

/** The way out of a command, kept for the test instead of printed. */
export function captureIo(cwd: string, language: Language = 'en') {
  const lines: { readonly stream: 'out' | 'err'; readonly line: string }[] = []
  const textOf = (stream: 'out' | 'err') => lines.filter((entry) => entry.stream === stream).map(({ line }) => line).join('\n')
  return {
    stdout: (line: string) => void lines.push({ stream: 'out', line }),
    stderr: (line: string) => void lines.push({ stream: 'err', line }),
    out: () => textOf('out'),
    err: () => textOf('err'),
    color: false,
    isTty: false,
    language,
    cwd,
  }
}
