import { lookup } from 'node:dns/promises'
import { errorNumber } from '../connection-problems.js'

const CONNECTION_EXISTS = 1934

/** Moves that can be fed from one server to another at the same time. */
const SPELLINGS = 100

/**
 * A server refuses a second connection to the same host and port, though each has filter and position of its own; it compares the host's text. So a
 * second one writes the same IPv4 address in another way that every resolver understands: `0x7f000001`, `0x07f000001`, …
 */
export async function trySpellings(host: string, change: (spelling: string) => Promise<void>): Promise<void> {
  for (let zeros = -1; zeros < SPELLINGS; zeros += 1) {
    try {
      return await change(zeros < 0 ? host : spelled(await addressOf(host), zeros))
    } catch (error) {
      if (errorNumber(error) !== CONNECTION_EXISTS) throw error
    }
  }
  throw new Error(`more than ${SPELLINGS} connections to ${host}`)
}

async function addressOf(host: string): Promise<string> {
  return (await lookup(host, { family: 4 })).address
}

function spelled(address: string, zeros: number): string {
  const hex = address.split('.').map((part) => Number(part).toString(16).padStart(2, '0')).join('')
  return `0x${'0'.repeat(zeros)}${hex}`
}
