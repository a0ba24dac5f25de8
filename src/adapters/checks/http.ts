import type { Duration } from '../../model/duration.js'
import type { Finding } from './checks.js'
import { reasonOf } from './reason.js'

/** Characters of an answer that are searched for the expected text. */
const searched = 1_048_576

/** Passes on a status 200-299 whose body holds `expect`. The timeout covers the whole exchange, body included. */
export async function checkHttp(url: string, expect: string | undefined, timeout: Duration): Promise<Finding> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeout), headers: { connection: 'close' } })
    const detail = `HTTP ${response.status}`
    const held = await holds(response, expect)
    if (!response.ok) return { result: 'fail', detail }
    return held ? { result: 'pass', detail } : { result: 'fail', detail: `${detail}, ≠ ${JSON.stringify(expect)}` }
  } catch (error) {
    return { result: 'fail', detail: reasonOf(error) }
  }
}

async function holds(response: Response, expect: string | undefined): Promise<boolean> {
  if (response.body === null) return expect === undefined || expect === ''
  const decoder = new TextDecoder()
  let body = ''
  for await (const chunk of response.body) {
    body += decoder.decode(chunk, { stream: true })
    if (expect === undefined || body.includes(expect)) return true
    if (body.length > searched) return false
  }
  return expect === undefined || expect === ''
}
