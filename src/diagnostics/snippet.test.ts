import { describe, expect, it } from 'vitest'
import { snippetOf } from './snippet.js'

const at = (line: number, column: number, length: number) => ({ file: 'a.yaml', line, column, length })

describe('a snippet', () => {
  it('shows the line above and counts a Chinese character as two cells', () => {
    const snippet = snippetOf('name: 档案局\nowner: 市档案局机房 x\n', at(2, 9, 3))

    expect(snippet?.lines).toEqual([{ number: 1, text: 'name: 档案局' }, { number: 2, text: 'owner: 市档案局机房 x' }])
    expect(snippet).toMatchObject({ indent: 9, width: 6 })
  })

  it('has at least one caret, also past the end of the line', () => {
    expect(snippetOf('a:', at(1, 3, 1))).toMatchObject({ indent: 2, width: 1 })
  })

  it('shows a tab as four cells and a control character as a dot', () => {
    expect(snippetOf('\tx\u001b[31m', at(1, 2, 1))).toMatchObject({ indent: 4, lines: [{ text: '    x·[31m' }] })
  })

  it('cuts off the beginning of a line when the problem is far to the right', () => {
    const snippet = snippetOf(`${'文'.repeat(200)}wrong after`, at(1, 201, 5))

    expect(snippet?.lines[0]?.text).toBe(`…${'文'.repeat(40)}wrong after`)
    expect(snippet).toMatchObject({ indent: 81, width: 5 })
  })

  it('never shows what follows a password', () => {
    expect(snippetOf('password: hunter2\nuser: a', at(2, 1, 4))?.lines[0]?.text).toBe('password: ***')
    expect(snippetOf('{ user: a, password: "hunter2" }', at(1, 3, 4))?.lines[0]?.text).toBe('{ user: a, password: ***')
  })

  it('is left out when the file has no such line', () => {
    expect(snippetOf('a: 1', at(7, 1, 1))).toBeUndefined()
  })
})
