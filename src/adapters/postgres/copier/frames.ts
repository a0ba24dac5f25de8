/** Type bytes of the messages a server sends, protocol 3. */
export const messageType = { copyRows: 0x64, copyIn: 0x47, done: 0x43, ready: 0x5a, error: 0x45 } as const

const HEADER = 5

export interface FrameReceiver {
  /** Whole or cut CopyData messages, headers included, just as they came. */
  rows(bytes: Buffer): void
  /** Any other message, without its header. */
  message(type: number, body: Buffer): void
}

/** Finds the borders of a server's messages in the pieces the network has cut them into, and keeps none of these. CopyData is told apart, never taken apart. */
export class Frames {
  private type = 0
  private length = 0
  /** Bytes of the present header that were seen; 0 between messages. */
  private header = 0
  private left = 0
  private body: Buffer[] = []

  feed(chunk: Buffer, to: FrameReceiver): void {
    let rowsFrom = this.header > 0 && this.type === messageType.copyRows ? 0 : -1
    let at = 0
    while (at < chunk.length) {
      if (this.header === 0 && chunk[at] !== messageType.copyRows && rowsFrom >= 0) {
        to.rows(chunk.subarray(rowsFrom, at))
        rowsFrom = -1
      }
      if (this.header === 0 && chunk[at] === messageType.copyRows && rowsFrom < 0) rowsFrom = at
      at = this.header < HEADER ? this.readHeader(chunk, at) : this.readBody(chunk, at)
      if (this.header === HEADER && this.left === 0) this.endMessage(to)
    }
    if (rowsFrom >= 0) to.rows(rowsFrom === 0 ? chunk : chunk.subarray(rowsFrom))
  }

  private readHeader(chunk: Buffer, at: number): number {
    if (this.header === 0 && at + HEADER <= chunk.length) {
      this.type = chunk[at]!
      this.left = chunk.readUInt32BE(at + 1) - 4
      this.header = HEADER
      return at + HEADER
    }
    if (this.header === 0) this.type = chunk[at]!
    else this.length = this.length * 256 + chunk[at]!
    this.header += 1
    if (this.header === HEADER) this.left = this.length - 4
    return at + 1
  }

  private readBody(chunk: Buffer, at: number): number {
    const size = Math.min(this.left, chunk.length - at)
    if (this.type !== messageType.copyRows) this.body.push(Buffer.from(chunk.subarray(at, at + size)))
    this.left -= size
    return at + size
  }

  private endMessage(to: FrameReceiver): void {
    const { type, body } = this
    this.header = 0
    this.length = 0
    this.body = []
    if (type !== messageType.copyRows) to.message(type, Buffer.concat(body))
  }
}
