/** Rows of the first table whose header's first cell is `head`, without backquotes; [] where there is none. */
export function markdownTable(text: string, head: string): readonly (readonly string[])[] {
  const lines = text.split('\n')
  const start = lines.findIndex((line) => line.startsWith('|') && cells(line)[0] === head)
  if (start < 0) return []
  const rows = lines.slice(start + 2)
  const end = rows.findIndex((line) => !line.startsWith('|'))
  return rows.slice(0, end < 0 ? rows.length : end).map(cells)
}

function cells(line: string): readonly string[] {
  return line.split('|').slice(1, -1).map((cell) => cell.trim().replaceAll('`', ''))
}

/** Targets of inline links, without titles. Links inside code are no links. */
export function markdownLinks(text: string): readonly string[] {
  return [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '')
}

/** Headings of one level, in order. */
export function markdownHeadings(text: string, level: number): readonly string[] {
  const mark = `${'#'.repeat(level)} `
  return withoutFences(text).split('\n').filter((line) => line.startsWith(mark)).map((line) => line.slice(mark.length).trim())
}

/** What stands in code: the lines of fenced blocks and the spans between backquotes. */
export function markdownCode(text: string): readonly string[] {
  const fenced = [...text.matchAll(/^```[^\n]*\n([\s\S]*?)^```/gm)].flatMap((match) => (match[1] ?? '').split('\n'))
  const spans = [...withoutFences(text).matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '')
  return [...fenced, ...spans]
}

/** The text of the fenced block that follows a heading. */
export function markdownBlock(text: string, heading: string): string {
  const after = text.slice(text.indexOf(`\n${heading}\n`))
  return /^```[^\n]*\n([\s\S]*?)^```/m.exec(after)?.[1] ?? ''
}

function withoutFences(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, '')
}

function withoutCode(text: string): string {
  return withoutFences(text).replace(/`[^`\n]+`/g, '')
}
