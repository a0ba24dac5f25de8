import { connect } from 'node:net'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import type { Duration } from '../../model/duration.js'

export interface RuntimeSocket {
  readonly path: string
  readonly timeout: Duration
}

/**
 * Sends commands as one line over one connection and gives the whole answer; HAProxy closes after it.
 * A command that succeeds silently answers an empty line; a refused one answers a sentence, never a status
 * (HAProxy management guide, section 9.3 "Unix Socket commands").
 */
export function ask({ path, timeout }: RuntimeSocket, commands: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(path)
    const fail = (error: Error) => {
      socket.destroy()
      reject(error)
    }
    socket.setEncoding('utf8').setTimeout(timeout)
    socket.on('timeout', () => fail(new DiagnosticError(problem('ROUTER_TIMEOUT', { socket: path, milliseconds: timeout }))))
    socket.on('error', (error: NodeJS.ErrnoException) => fail(socketProblem(path, error)))
    socket.on('data', (text: string) => { answer += text })
    socket.on('end', () => resolve(answer))
    socket.write(`${commands.join(';')}\n`)
  })
}

function socketProblem(socket: string, cause: NodeJS.ErrnoException): Error {
  if (cause.code === 'ENOENT') return new DiagnosticError(problem('ROUTER_SOCKET_MISSING', { socket }, { cause }))
  if (cause.code === 'EACCES') return new DiagnosticError(problem('ROUTER_SOCKET_DENIED', { socket }, { cause }))
  if (cause.code === 'ECONNREFUSED') return new DiagnosticError(problem('ROUTER_NOT_LISTENING', { socket }, { cause }))
  return new DiagnosticError(problem('ROUTER_REFUSED', { socket, answer: cause.code ?? cause.message }, { cause }))
}
