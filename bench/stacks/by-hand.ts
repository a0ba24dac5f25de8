import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { sideBySide } from '../../src/app/stacks/side-by-side.js'
import type { StackTask } from '../../src/app/stacks/stack-tasks.js'

export interface ByHand {
  readonly program: string
  readonly mirror: string
  readonly folder: string
  readonly pool: number
  readonly variables: (task: StackTask) => Readonly<Record<string, string>>
}

/** What an administrator's loop does: every stack is initialized, then every one planned, then every plan applied, so many at a time. */
export async function initPlanApplyByHand(tasks: readonly StackTask[], { program, mirror, folder, pool, variables }: ByHand): Promise<void> {
  const home = join(folder, 'by-hand')
  mkdirSync(home, { recursive: true })
  const configuration = join(home, 'tofurc')
  writeFileSync(configuration, `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`)
  const commands = [['init', '-input=false'], ['plan', '-input=false', '-out=plan.bin'], ['apply', '-input=false', 'plan.bin']]
  for (const parameters of commands) {
    await sideBySide(tasks, pool, async (task) => {
      const values = Object.entries(variables(task)).map(([name, value]) => [`TF_VAR_${name}`, value])
      const own = { PATH: process.env['PATH'] ?? '', HOME: home, TF_CLI_CONFIG_FILE: configuration, TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1' }
      await execa(program, [...parameters, '-no-color'], { cwd: task.folder, env: { ...own, ...Object.fromEntries(values) }, extendEnv: false })
    })
  }
}
