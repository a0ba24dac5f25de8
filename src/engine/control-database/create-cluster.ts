import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makePassword, ROLE } from './address.js'
import type { Binaries } from './binaries.js'
import { childEnvironment } from './child-environment.js'
import { classifyOutput } from './classify.js'
import type { Layout } from './layout.js'
import type { ServerUser } from './os-user.js'

export function clusterExists(layout: Layout): boolean {
  return existsSync(join(layout.data, 'PG_VERSION'))
}

/**
 * Runs initdb beside the final place and renames at the end: what exists is whole, and what a full disk or a
 * crash left half made is thrown away by the next start.
 */
export async function createCluster(layout: Layout, binaries: Binaries, user: ServerUser): Promise<void> {
  const making = `${layout.data}.making`
  const passwordFile = `${making}.password`
  await remove(making, passwordFile)
  try {
    await mkdir(making, { mode: 0o700 })
    await writeFile(passwordFile, await makePassword(layout), { mode: 0o600 })
    if (user !== null) for (const path of [making, passwordFile]) await chown(path, user.uid, user.gid)
    await runInitdb(binaries, user, making, passwordFile)
    await rename(making, layout.data)
  } finally {
    await remove(making, passwordFile)
  }
}

async function remove(...paths: readonly string[]): Promise<void> {
  for (const path of paths) await rm(path, { recursive: true, force: true })
}

/** `--locale=C` because the packaged libraries are old: sorting then never changes with a library. */
async function runInitdb(binaries: Binaries, user: ServerUser, data: string, passwordFile: string): Promise<void> {
  const program = join(binaries.folder, 'bin/initdb')
  await chmod(program, 0o755).catch(() => undefined)
  const args = ['-D', data, '-U', ROLE, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-instructions']
  const { code, output } = await run(program, args, user)
  if (code !== 0) throw classifyOutput(output, data)
}

function run(program: string, args: readonly string[], user: ServerUser): Promise<{ code: number | null; output: string }> {
  const identity = user === null ? {} : { uid: user.uid, gid: user.gid }
  const child = spawn(program, args, { ...identity, cwd: '/', env: childEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  child.stdout.on('data', (text: Buffer) => { output += text.toString() })
  child.stderr.on('data', (text: Buffer) => { output += text.toString() })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, output }))
  })
}
