/** What the demo tells its view; the words are made there. */
export type DemoEvent =
  | { readonly type: 'stage'; readonly stage: DemoStage; readonly status: 'started' | 'done' | 'failed'; readonly detail?: string }
  | { readonly type: 'say'; readonly stage: DemoStage; readonly line: string }
  | { readonly type: 'system'; readonly system: string; readonly name: string; readonly status: 'working' | 'done' | 'failed'; readonly line: string }
  | { readonly type: 'writes'; readonly acknowledged: number; readonly refused: number }

/** The stages of the demo, in order. */
export const demoStages = ['setup', 'city', 'inventory', 'assessment', 'plan', 'stacks', 'run', 'verdict', 'report'] as const

export type DemoStage = (typeof demoStages)[number]
