import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { FileTree, SshAddress } from '../../../ports/data-mover.js'
import type { Host, HostCall, HostResult } from './host.js'
import { quoted, sshParameters, type SshOptions } from './ssh.js'
import { ending, startProgram, type Child } from './spawn-call.js'

/** Exit status of ssh when it, and not what it was to run, has failed. */
const SSH_FAILED = 255

export function hostOf({ ssh }: FileTree, options: SshOptions = {}): Host {
  const start = (call: HostCall): Child => (ssh
    ? startProgram('ssh', [...sshParameters(ssh, options, 'shared'), ssh.host, remoteCommand(call)])
    : startProgram('sh', ['-c', call.script, 'qianyun', ...call.parameters ?? []]))
  return {
    remote: ssh !== null,
    async run(call) {
      const child = begin(start(call), call)
      const chunks: Buffer[] = []
      child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
      const ended = reached(ssh, await ending(child, call.signal))
      call.signal?.throwIfAborted()
      return { ...ended, output: Buffer.concat(chunks).toString('latin1') }
    },
    async save(call, file) {
      const child = begin(start(call), call)
      const [ended] = await Promise.all([ending(child, call.signal), pipeline(child.stdout, createWriteStream(file, { flags: 'r+' }))])
      call.signal?.throwIfAborted()
      return reached(ssh, ended)
    },
    async *records(call) {
      const child = begin(start(call), call)
      const ended = ending(child, call.signal)
      yield* split(child)
      const { exit, errors } = reached(ssh, await ended)
      call.signal?.throwIfAborted()
      if (exit !== 0) throw new DiagnosticError(problem('FILES_COMMAND_FAILED', { host: ssh?.host ?? 'localhost', status: exit, detail: errors }))
    },
  }
}

function remoteCommand({ script, parameters = [] }: HostCall): string {
  return ['exec', 'env', 'LC_ALL=C', 'sh', '-c', quoted(script), 'qianyun', ...parameters.map(quoted)].join(' ')
}

function begin(child: Child, { input }: HostCall): Child {
  // What feeds a program that has ended fails by itself; the program's own status tells why.
  if (input instanceof Readable) pipeline(input, child.stdin).catch(() => undefined)
  else child.stdin.end(input ?? '')
  return child
}

async function* split(child: Child): AsyncIterable<string> {
  let rest = ''
  for await (const chunk of child.stdout) {
    const parts = (rest + (chunk as Buffer).toString('latin1')).split('\0')
    rest = parts.pop() ?? ''
    yield* parts
  }
}

function reached<T extends Pick<HostResult, 'exit' | 'errors'>>(ssh: SshAddress | null, result: T): T {
  if (!ssh || result.exit !== SSH_FAILED) return result
  throw new DiagnosticError(problem('FILES_UNREACHABLE', { host: ssh.host, port: ssh.port, user: ssh.user, detail: result.errors }))
}
