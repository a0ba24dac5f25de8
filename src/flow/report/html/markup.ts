/** HTML that may stand as it is: made by `html`, which escapes everything that is put into it. */
export interface Markup {
  readonly markup: string
}

export type Piece = Markup | string | number | null | undefined | false | readonly Piece[]

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' }

export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
}

/** Tagged template: words of ours stay, everything between them is escaped unless it is markup already. */
export function html(words: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  return { markup: words.map((word, index) => word + render(pieces[index])).join('') }
}

function render(piece: Piece): string {
  if (piece === null || piece === undefined || piece === false) return ''
  if (typeof piece === 'string' || typeof piece === 'number') return escape(String(piece))
  return isMarkup(piece) ? piece.markup : piece.map(render).join('')
}

function isMarkup(piece: Markup | readonly Piece[]): piece is Markup {
  return 'markup' in piece
}
