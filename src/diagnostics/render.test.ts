import { describe, expect, it } from 'vitest'
import { problem, warning } from './diagnostic.js'
import { renderDiagnostic, renderDiagnostics } from './render.js'
import { sortDiagnostics } from './sort.js'

const at = { file: 'inventory/linhe/rooms.yaml', line: 2, column: 11, length: 4 }
const unknownKey = problem('INV_UNKNOWN_KEY', { key: 'nmae', record: 'facilities/hall' }, { at, suggestion: 'name' })
const source = 'facilities:\n  - 机房: { nmae: 大厅 }\n'

describe('a problem on screen', () => {
  it('has head, snippet, caret, suggestion, what, why, fix and the command that explains', () => {
    expect(renderDiagnostic(unknownKey, { language: 'en', color: false, source })).toBe([
      'error INV_UNKNOWN_KEY  inventory/linhe/rooms.yaml:2:11',
      '   1 | facilities:',
      '   2 |   - 机房: { nmae: 大厅 }',
      '     |             ^^^^  did you mean "name"?',
      '  "nmae" is not a field of facilities/hall.',
      '  A field that nobody reads is a fact that is silently lost; most are typing mistakes.',
      '  Correct the name, or put free text into "note".',
      '      qianyun explain INV_UNKNOWN_KEY',
    ].join('\n'))
  })

  it('is in Chinese for a Chinese reader', () => {
    const text = renderDiagnostic(unknownKey, { language: 'zh', color: false, source })

    expect(text).toContain('错误 INV_UNKNOWN_KEY')
    expect(text).toContain('是否应为“name”？')
    expect(text).toContain('facilities/hall 没有字段“nmae”。')
  })

  it('keeps its suggestion when there is no file to show', () => {
    expect(renderDiagnostic(unknownKey, { language: 'en', color: false })).toContain('\n  did you mean "name"?\n')
  })

  it('is coloured only when colour is asked for', () => {
    const plain = renderDiagnostic(unknownKey, { language: 'en', color: false, source })
    const colored = renderDiagnostic(unknownKey, { language: 'en', color: true, source })

    expect(plain).not.toContain('\u001b')
    expect(colored).toContain('\u001b[31merror\u001b[0m')
    expect(colored.replaceAll(/\p{Cc}\[\d+m/gu, '')).toBe(plain)
  })

  it('never shows the lines of a classified system', () => {
    const refused = problem('INV_CLASSIFIED_SYSTEM', { record: 'systems[0]' }, { at })

    expect(renderDiagnostic(refused, { language: 'en', color: false, source })).not.toContain('机房')
  })
})

describe('a list of problems', () => {
  it('shows twenty and counts the rest', () => {
    const many = Array.from({ length: 27 }, (_, index) => problem('INV_UNKNOWN_KEY', { key: `k${index}`, record: 'a' }))
    const text = renderDiagnostics(many, { language: 'en', color: false })

    expect(text.match(/^error /gm)).toHaveLength(20)
    expect(text).toMatch(/\n\n7 more not shown; --json lists them all\.$/)
  })

  it('is sorted by gravity, file, line and column, whatever order it came in', () => {
    const [a, b, c, d] = [
      problem('INV_BAD_ID', {}, { at: { ...at, file: 'a', line: 10 } }), problem('INV_BAD_ID', {}, { at: { ...at, file: 'b', line: 9, column: 2 } }),
      problem('INV_BAD_ID', {}, { at: { ...at, file: 'b', line: 9, column: 10 } }), warning('INV_BAD_ID', {}, { at: { ...at, file: 'a', line: 1 } }),
    ] as const

    expect(sortDiagnostics([d, c, b, a])).toEqual([a, b, c, d])
  })
})
