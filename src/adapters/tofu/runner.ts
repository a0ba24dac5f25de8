import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { existsSync } from 'node:fs'
import { DiagnosticError } from '../../diagnostics/diagnostic.js'
import { seconds, type Duration } from '../../model/duration.js'
import type { JsonObject } from '../../model/json.js'
import { stackFiles } from '../../model/stack-files.js'
import type { StackFolder, StackResult, StackRunner, StackRunOptions } from '../../ports/stack-runner.js'
import { toolEnvironment } from './environment.js'
import { createLocks } from './lock-file.js'
import { stackProblem } from './messages.js'
import { findPackage, impliedMirrors, withoutProvider } from './mirror.js'
import { makePlan, refused } from './make-plan.js'
import { withVerifiedPlan } from './plan-file.js'
import { findProgram } from './program.js'
import { openRunnerFolder } from './runner-folder.js'
import { runCommand, type Command, type Session } from './session.js'
import { readStackConfiguration, type StackConfiguration } from './stack-configuration.js'
import { emptyStateProblem, NO_STATE, readState } from './state.js'
import { afterTheFirst } from './after-the-first.js'
import { writeFirstState } from './first-state.js'
import { writeUnsavedState } from './unsaved-state.js'

export interface TofuRunnerOptions {
  /** Absolute, of this runner or of runners with the same mirror: the tool's home, its configuration, lock files. */
  readonly folder: string
  /** Full path or name; `tofu`, then `terraform` in PATH where nothing is said. */
  readonly program?: string
  /** Folder of an unpacked mirror; the tools' implied mirrors where nothing is said. */
  readonly mirror?: string
  /** How long a command waits for a state that another holds; 60 s by default. */
  readonly lockTimeout?: Duration
  /** What the tools may inherit a little of; this process's environment by default. */
  readonly environment?: NodeJS.ProcessEnv
}

const ERROR = { severity: 'error', address: null } as const

/** Drives OpenTofu or Terraform. */
export function createTofuRunner(options: TofuRunnerOptions): StackRunner {
  const { folder, mirror, environment: inherited = process.env, lockTimeout = seconds(60) } = options
  const mirrors = mirror === undefined ? impliedMirrors(inherited).filter((path) => existsSync(path)) : [mirror]
  const lookedAt = mirrors.length > 0 ? mirrors : impliedMirrors(inherited)
  const locks = createLocks(join(folder, 'locks'), mirrors)
  // Backend `pg` makes a sequence that all stacks share, "if not exists": two of the first that do so at once would meet in PostgreSQL's catalog.
  const inTurn = afterTheFirst()
  let opened: Promise<Session> | undefined
  const open = async (): Promise<Session> => {
    const own = await openRunnerFolder(folder, mirrors)
    const program = await findProgram(options.program, inherited['PATH'] ?? '/usr/bin:/bin', toolEnvironment(inherited, own, {}))
    return { program, folder: own, inherited, lock: `-lock-timeout=${Math.ceil(Number(lockTimeout) / 1_000)}s` }
  }
  const session = () => (opened ??= open())
  const run = async (stack: StackFolder, command: Command, run: StackRunOptions) => runCommand(await session(), stack, command, run)

  return {
    async version() {
      const { name, version } = (await session()).program
      return { program: name, version }
    },
    async initialize(stack, options) {
      const configuration = await readStackConfiguration(stack)
      const blind = configuration.backend === 'kubernetes' ? unreadableKubeconfig(stack, options) : undefined
      if (blind) return blind
      await session()
      await requirePackages(lookedAt, configuration)
      await locks.copyTo(stack.folder, configuration.providers)
      const parameters = ['init', '-input=false', '-json', '-lockfile=readonly', ...backendSettings(configuration, options)]
      if (configuration.backend !== 'pg') return result(await run(stack, { parameters }, options))
      const initialized = await inTurn(() => run(stack, { parameters }, options))
      const isTerraform = (await session()).program.name === 'terraform'
      return result(initialized.ok && isTerraform ? await writeFirstState(await session(), stack, options) : initialized)
    },
    async validate(stack, options) {
      const { output, exit, ...ended } = await run(stack, { parameters: ['validate', '-json'], document: true, success: [0, 1] }, options)
      return ended.ok ? validation(output) : ended
    },
    async plan(stack, options) {
      return unreadableKubeconfig(stack, options) ?? makePlan(await session(), stack, options)
    },
    async apply(stack, plan, options) {
      const blind = unreadableKubeconfig(stack, options)
      if (blind) return blind
      const { folder, lock } = await session()
      const written = await writeUnsavedState(await session(), stack, options)
      if (!written.ok) return written
      const applied = await withVerifiedPlan(plan, folder.home, (copy) => run(stack, { parameters: ['apply', '-input=false', '-json', lock, copy] }, options))
      if (!applied) return refused(stack, { ...ERROR, kind: 'stale_plan', summary: 'The plan file is not the one that was approved', detail: plan.file }, options)
      if (applied.ok) await rm(join(stack.folder, stackFiles.adoption), { force: true })
      return result(applied)
    },
    async state(stack, options) {
      const empty = await emptyStateProblem(stack)
      if (empty) return { ok: true, problems: [{ ...empty, severity: 'warning' }], ...NO_STATE }
      const written = await writeUnsavedState(await session(), stack, options)
      if (!written.ok) return { ...written, ...NO_STATE }
      const pulled = await run(stack, { parameters: ['state', 'pull'], document: true }, options)
      return { ...result(pulled), ...(pulled.ok ? readState(pulled.output) : NO_STATE) }
    },
  }
}

async function requirePackages(mirrors: readonly string[], { providers }: StackConfiguration): Promise<void> {
  for (const provider of providers) {
    if ((await findPackage(mirrors, provider)) === undefined) throw new DiagnosticError(withoutProvider(mirrors, provider))
  }
}

/**
 * A cluster keeps the states of its own stacks: they are reached by the kubeconfig of the site. Its path is no secret, what is in the file stays
 * there; as a path relative to the stack's folder it is the same from command to command, as saved plans and the tool's own notes want it.
 */
function backendSettings({ backend }: StackConfiguration, { variables: { kubeconfig } }: StackRunOptions): readonly string[] {
  return backend === 'kubernetes' && kubeconfig !== undefined ? [`-backend-config=config_path=${kubeconfig}`] : []
}

/** Without a kubeconfig the provider asks whatever answers on this machine: port 80, or the cluster it runs in. */
function unreadableKubeconfig(stack: StackFolder, options: StackRunOptions): StackResult | undefined {
  const { kubeconfig } = options.variables
  if (kubeconfig === undefined || existsSync(resolve(stack.folder, kubeconfig))) return undefined
  return refused(stack, { ...ERROR, kind: 'unauthorized', summary: 'There is no kubeconfig', detail: resolve(stack.folder, kubeconfig) }, options)
}

function validation(output: string): StackResult {
  const document = JSON.parse(output) as JsonObject
  const diagnostics = Array.isArray(document['diagnostics']) ? (document['diagnostics'] as readonly JsonObject[]) : []
  return { ok: document['valid'] === true, problems: diagnostics.map((diagnostic) => stackProblem(diagnostic, (text) => text)) }
}

function result({ ok, problems }: StackResult): StackResult {
  return { ok, problems }
}
