import { connect } from 'node:net'
import type { Duration } from '../../model/duration.js'
import type { Finding } from './checks.js'
import { reasonOf } from './reason.js'

/** Passes when the port accepts and, with `expect`, what the server says first holds that text (a banner). */
export function checkTcp(host: string, port: number, expect: string | undefined, timeout: Duration): Promise<Finding> {
  return new Promise((resolve) => {
    let heard = ''
    const socket = connect({ host, port })
    const deadline = setTimeout(() => end({ result: 'fail', detail: 'TimeoutError' }), timeout)
    const end = (finding: Finding) => {
      clearTimeout(deadline)
      socket.destroy()
      resolve(finding)
    }
    const accepted: Finding = { result: 'pass', detail: `${host}:${port}` }
    socket.setEncoding('utf8')
    socket.on('connect', () => { if (expect === undefined) end(accepted) })
    socket.on('data', (text: string) => {
      heard += text
      if (expect !== undefined && heard.includes(expect)) end(accepted)
    })
    socket.on('end', () => end({ result: 'fail', detail: `≠ ${JSON.stringify(expect)}` }))
    socket.on('error', (error) => end({ result: 'fail', detail: reasonOf(error) }))
  })
}
