import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { execa } from 'execa'
import { problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { findProgram, missingRequirements } from './programs.js'

export interface SetupResult {
  readonly installed: readonly string[]
  readonly diagnostics: readonly Diagnostic[]
}

/** What set-up asks of the machine it runs on. */
export interface Machine {
  readonly find: (program: string) => string | undefined
  /** How apt may be called: directly as root, through sudo where it asks no password; undefined where neither. */
  readonly aptPrefix: () => Promise<readonly string[] | undefined>
}

const thisMachine: Machine = { find: findProgram, aptPrefix }

/** A file with this name keeps Debian's packages from starting servers of their own while they are installed. */
const POLICY = '/usr/sbin/policy-rc.d'

/** Where Debian's PostgreSQL reads whether to make a first cluster. */
const CREATE_CLUSTER = '/etc/postgresql-common/createcluster.conf'

/** Installs what the flow needs with apt where that is allowed; elsewhere says the exact commands. */
export async function setUp(say: (line: string) => void, machine = thisMachine): Promise<SetupResult> {
  const missing = missingRequirements(machine.find)
  if (missing.length === 0) return { installed: [], diagnostics: [] }
  const packages = missing.map(({ debianPackage }) => debianPackage)
  const prefix = await machine.aptPrefix()
  if (!prefix) return { installed: [], diagnostics: [problem('SETUP_MISSING_PROGRAMS', { programs: packages.join(', '), commands: commandsFor(packages) })] }
  say(`installing ${packages.join(', ')} with apt`)
  return install(packages, prefix)
}

async function aptPrefix(): Promise<readonly string[] | undefined> {
  if (findProgram('apt-get') === undefined) return undefined
  if (process.getuid?.() === 0) return []
  const sudo = await execa('sudo', ['-n', 'true'], { reject: false })
  return sudo.exitCode === 0 ? ['sudo', '-n'] : undefined
}

async function install(packages: readonly string[], prefix: readonly string[]): Promise<SetupResult> {
  const quiet = withoutServiceStarts(prefix)
  try {
    await apt(prefix, ['update', '-q'])
    const result = await apt(prefix, ['install', '-y', '-q', '--no-install-recommends', '-o', 'Dpkg::Options::=--force-confold', ...packages])
    if (result.exitCode === 0 && missingRequirements().length === 0) return { installed: packages, diagnostics: [] }
    const detail = String(result.stderr || result.stdout).trim().split('\n').slice(-3).join(' ')
    return { installed: [], diagnostics: [problem('SETUP_INSTALL_FAILED', { packages: packages.join(', '), detail, commands: commandsFor(packages) })] }
  } finally {
    quiet()
  }
}

function apt(prefix: readonly string[], args: readonly string[]) {
  const [program, ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args]
  return execa(program!, rest, { reject: false, stdin: 'ignore' })
}

/** Only root can write the policy file; with sudo the packages' own servers may start, which does no harm: ours use other ports. */
function withoutServiceStarts(prefix: readonly string[]): () => void {
  if (prefix.length > 0) return () => undefined
  withoutMainCluster()
  if (existsSync(POLICY)) return () => undefined
  writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  return () => rmSync(POLICY, { force: true })
}

/** Debian makes a cluster of its own beside a fresh server; nobody has asked for one here. */
function withoutMainCluster(): void {
  if (existsSync(CREATE_CLUSTER)) return
  mkdirSync(dirname(CREATE_CLUSTER), { recursive: true })
  writeFileSync(CREATE_CLUSTER, 'create_main_cluster = false\n')
}

function commandsFor(packages: readonly string[]): string {
  return `sudo apt-get update && sudo apt-get install -y ${packages.join(' ')}`
}
