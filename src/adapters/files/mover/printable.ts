/** A name given byte for byte as text for people: UTF-8 where it is, `\xff` where it is not or would not show. The root has no name and is `.`. */
export function printable(name: string): string {
  if (name === '') return '.'
  const text = Buffer.from(name, 'latin1').toString('utf8')
  const escaped = text.includes('\uFFFD') ? name.replace(/[\x80-\xff]/g, hex) : text
  return [...escaped].map((character) => (character < ' ' || character === '\x7f' ? hex(character) : character)).join('')
}

const hex = (character: string): string => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`
