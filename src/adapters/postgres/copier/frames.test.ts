import { describe, expect, test } from 'vitest'
import { Frames } from './frames.js'

function frame(type: string, body: string): Buffer {
  const bytes = Buffer.alloc(5 + body.length)
  bytes.write(type, 'latin1')
  bytes.writeUInt32BE(4 + body.length, 1)
  bytes.write(body, 5, 'latin1')
  return bytes
}

function follow(stream: Buffer, pieces: number): { rows: string; messages: readonly string[] } {
  const rows: Buffer[] = []
  const messages: string[] = []
  const frames = new Frames()
  const receiver = {
    rows: (bytes: Buffer) => void rows.push(bytes),
    message: (type: number, body: Buffer) => void messages.push(String.fromCharCode(type) + body.toString('latin1')),
  }
  for (let at = 0; at < stream.length; at += pieces) frames.feed(stream.subarray(at, at + pieces), receiver)
  return { rows: Buffer.concat(rows).toString('latin1'), messages }
}

describe('the borders of messages', () => {
  const rows = [frame('d', 'first'), frame('d', ''), frame('d', 'C is no message in here'), frame('d', 'x'.repeat(300))]
  const end = [frame('c', ''), frame('C', 'COPY 4\0'), frame('Z', 'T')]
  const stream = Buffer.concat([frame('H', '\0\0\0'), ...rows.slice(0, 2), frame('N', 'notice'), ...rows.slice(2), ...end])

  test.each(Array.from({ length: 40 }, (_, index) => index + 1).concat(10_000))('are found in pieces of %i bytes', (pieces) => {
    const { rows: passed, messages } = follow(stream, pieces)

    expect(passed).toBe(Buffer.concat(rows).toString('latin1'))
    expect(messages).toEqual(['H\0\0\0', 'Nnotice', 'c', 'CCOPY 4\0', 'ZT'])
  })
})
