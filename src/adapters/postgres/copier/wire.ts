import type { Socket } from 'node:net'
import pg from 'pg'
import type { BareSession } from '../connection.js'
import { statementProblem } from '../connection-problems.js'
import { Frames, messageType } from './frames.js'

interface Exchange {
  /** The server asks for rows. */
  opened(): void
  rows(bytes: Buffer): void
  resolve(tag: string): void
  reject(error: unknown): void
}

/** A statement whose rows we send. */
export interface Incoming {
  /** CopyData messages; resolves when the bytes are needed no more. */
  write(messages: Buffer): Promise<void>
  /** The command tag. */
  end(): Promise<string>
}

/** A session without a driver: statements as text, and rows that pass as the bytes they are. One statement at a time. */
export class Wire {
  private readonly frames = new Frames()
  private exchange: Exchange | undefined
  private tag = ''
  private error: unknown
  private closed: Error | undefined

  /** Rows that were read and not yet passed on; as long as there are any, no more are read. */
  private passing = 0
  private readonly socket: Socket

  constructor({ socket, listen }: BareSession) {
    this.socket = socket
    listen((piece) => {
      this.frames.feed(piece, this)
      return this.passing === 0
    })
    socket.on('error', (error) => this.fail(error))
    socket.on('close', () => this.fail(new Error('the connection has ended')))
    socket.resume()
  }

  /** Runs statements of which none gives rows; resolves with the last one's tag. */
  query(sql: string): Promise<string> {
    return this.start(sql, { opened: () => undefined, rows: () => undefined })
  }

  /** COPY … TO STDOUT. Reads no more from the server until `pass` has resolved; the bytes are good only until then. */
  async copyOut(sql: string, pass: (messages: Buffer) => Promise<void>): Promise<string> {
    let passed = Promise.resolve()
    let failed: unknown
    const rows = (messages: Buffer) => {
      this.passing += 1
      passed = passed.then(() => pass(messages)).then(() => this.passed(), (error: unknown) => { failed ??= error; this.end(error) })
    }
    const tag = await this.start(sql, { opened: () => undefined, rows }).catch((error: unknown) => { throw failed ?? error })
    await passed
    if (failed) throw failed
    return tag
  }

  /** COPY … FROM STDIN, once the server has opened it. */
  async copyIn(sql: string): Promise<Incoming> {
    let opened: () => void = () => undefined
    const isOpen = new Promise<void>((resolve) => { opened = resolve })
    const done = this.start(sql, { opened, rows: () => undefined })
    await Promise.race([isOpen, done])
    return {
      // A statement that the server has ended already, with an error, takes no more.
      write: async (messages) => { await (this.exchange ? this.write(messages) : done) },
      end: () => {
        if (this.exchange) this.socket.write(copyDone)
        return done
      },
    }
  }

  /** The server ends whatever it was doing for us; where it was doing nothing it gets a goodbye, which keeps its log clean. */
  end(reason: unknown = new Error('ended by us')): void {
    const isIdle = !this.exchange && !this.closed
    this.fail(reason)
    if (isIdle) this.socket.unref().end(goodbye)
    else this.socket.destroy()
  }

  rows(bytes: Buffer): void {
    this.exchange?.rows(bytes)
  }

  message(type: number, body: Buffer): void {
    if (type === messageType.copyIn) this.exchange?.opened()
    if (type === messageType.done) this.tag = textUntilNull(body, 0)
    if (type === messageType.error) this.error = statementProblem(serverError(body))
    if (type === messageType.ready) this.finish()
  }

  private passed(): void {
    this.passing -= 1
    if (this.passing === 0) this.socket.resume()
  }

  private start(sql: string, how: Pick<Exchange, 'opened' | 'rows'>): Promise<string> {
    if (this.closed) return Promise.reject(this.closed)
    if (this.exchange) return Promise.reject(new Error('a statement is under way'))
    return new Promise((resolve, reject) => {
      this.exchange = { ...how, resolve, reject }
      this.socket.write(queryMessage(sql))
    })
  }

  /** Resolves when the bytes are the network's: whoever gave them may use them again. That the connection has ended is told elsewhere. */
  private write(messages: Buffer): Promise<void> {
    return new Promise((resolve) => { this.socket.write(messages, () => resolve()) })
  }

  private finish(): void {
    const { exchange, error, tag } = this
    this.exchange = undefined
    this.error = undefined
    if (error) exchange?.reject(error)
    else exchange?.resolve(tag)
  }

  private fail(reason: unknown): void {
    this.closed ??= reason instanceof Error ? reason : new Error(String(reason))
    this.exchange?.reject(this.closed)
    this.exchange = undefined
  }
}

const goodbye = Buffer.from([0x58, 0, 0, 0, 4])
const copyDone = Buffer.from([0x63, 0, 0, 0, 4])

function queryMessage(sql: string): Buffer {
  const text = Buffer.from(sql)
  const message = Buffer.alloc(text.length + 6)
  message.write('Q')
  message.writeUInt32BE(text.length + 5, 1)
  text.copy(message, 5)
  return message
}

/** Fields of an ErrorResponse: a letter, a text, a zero byte; C is the SQLSTATE, M the message. */
function serverError(body: Buffer): Error {
  const fields = new Map<string, string>()
  for (let at = 0; at < body.length && body[at] !== 0;) {
    const text = textUntilNull(body, at + 1)
    fields.set(String.fromCharCode(body[at]!), text)
    at += Buffer.byteLength(text) + 2
  }
  const error = new pg.DatabaseError(fields.get('M') ?? 'unknown error', body.length, 'error')
  error.code = fields.get('C')
  return error
}

function textUntilNull(body: Buffer, from: number): string {
  const end = body.indexOf(0, from)
  return body.toString('utf8', from, end < 0 ? body.length : end)
}
