import type { SystemState } from '../../model/system-state.js'
import type { Waiting } from '../../ports/run-store.js'

/** What the demo tells its view; the words are made there. */
export type DemoEvent =
  | { readonly type: 'stage'; readonly stage: DemoStage; readonly status: 'started' | 'done' | 'failed'; readonly detail?: string }
  | { readonly type: 'say'; readonly stage: DemoStage; readonly line: string }
  | SystemEvent
  | { readonly type: 'writes'; readonly acknowledged: number; readonly refused: number }

/** Where one system stands now; told when it changes. */
export interface SystemEvent {
  readonly type: 'system'
  readonly system: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly status: 'working' | 'done' | 'failed'
  readonly state: SystemState
  readonly attempt: number
  readonly waiting: Pick<Waiting, 'reason' | 'nextStep'> | null
}

/** The stages of the demo, in order. */
export const demoStages = ['setup', 'city', 'inventory', 'assessment', 'plan', 'stacks', 'run', 'verdict', 'report'] as const

export type DemoStage = (typeof demoStages)[number]
