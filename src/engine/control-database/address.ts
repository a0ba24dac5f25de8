import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { ControlDatabaseError } from './error.js'
import type { Layout } from './layout.js'

export const ROLE = 'qianyun'

export function urlOf(port: number, password: string, database = ROLE): string {
  return `postgresql://${ROLE}:${password}@127.0.0.1:${port}/${database}`
}

export async function readPassword(layout: Layout): Promise<string> {
  try {
    return (await readFile(layout.password, 'utf8')).trim()
  } catch (error) {
    throw new ControlDatabaseError('wrong_password', { path: layout.password }, error)
  }
}

/** 192 random bits in letters that need no escaping in a URL. */
export async function makePassword(layout: Layout): Promise<string> {
  const password = randomBytes(24).toString('base64url')
  await writeFile(layout.password, `${password}\n`, { mode: 0o600 })
  return password
}

export async function rememberPort(layout: Layout, port: number): Promise<void> {
  await writeFile(layout.state, `${JSON.stringify({ port, data: layout.data })}\n`)
}

/** The port of the last start, when there was one and nobody else has it now; else one that is free. */
export async function choosePort(layout: Layout, fresh: boolean): Promise<number> {
  const remembered = fresh ? undefined : await rememberedPort(layout)
  return (remembered === undefined ? undefined : await listenOn(remembered)) ?? (await listenOn(0)) ?? 0
}

async function rememberedPort(layout: Layout): Promise<number | undefined> {
  const text = await readFile(layout.state, 'utf8').catch(() => '')
  const port = Number(/"port":(\d+)/.exec(text)?.[1])
  return Number.isInteger(port) ? port : undefined
}

function listenOn(port: number): Promise<number | undefined> {
  const server = createServer()
  return new Promise((resolve) => {
    server.once('error', () => resolve(undefined))
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : undefined))
    })
  })
}
