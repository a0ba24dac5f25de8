import type { DemoStage, SystemEvent } from '../../demo/flow/demo-events.js'
import type { Language } from '../../model/labels.js'
import { systemState } from '../../model/system-state.js'

export const stageTitles: Readonly<Record<DemoStage, Readonly<Record<Language, string>>>> = {
  setup: { zh: '准备环境', en: 'Set-up' },
  city: { zh: '搭建小城: 机房、云、服务、用户', en: 'A small city: rooms, cloud, services, users' },
  inventory: { zh: '台账', en: 'Inventory' },
  assessment: { zh: '评估', en: 'Assessment' },
  plan: { zh: '方案', en: 'Plan' },
  stacks: { zh: '云栈', en: 'Stacks' },
  run: { zh: '实施: 迁移、割接、演练', en: 'Run: copy, cut over, drill' },
  verdict: { zh: '核验', en: 'Verdict' },
  report: { zh: '报告', en: 'Report' },
}

export const demoWords = {
  en: {
    writes: (acknowledged: number, refused: number) => `${acknowledged} writes acknowledged, ${refused} refused and sent again`,
    attempt: (number: number) => `attempt ${number}`,
    kept: (directory: string) => `the city goes on in ${directory}; Ctrl-C ends it`,
    waits: { lag: 'waits until the feed has caught up', approval: 'waits for a signature', window: 'waits for its window', capacity: 'waits for capacity', manual: 'waits for a manual step' },
  },
  zh: {
    writes: (acknowledged: number, refused: number) => `已确认写入 ${acknowledged} 次，被拒后重发 ${refused} 次`,
    attempt: (number: number) => `第 ${number} 次`,
    kept: (directory: string) => `城市继续运行，目录 ${directory}；按 Ctrl-C 结束`,
    waits: { lag: '等待同步追平', approval: '等待签批', window: '等待割接窗口', capacity: '等待资源', manual: '等待人工步骤' },
  },
} as const

/** One system in one line: its state, the attempt when it is not the first, and what it waits for. */
export function systemLine({ name, state, attempt, waiting }: SystemEvent, language: Language): string {
  const words = demoWords[language]
  const parts = [systemState[state][language], ...(attempt > 1 ? [words.attempt(attempt)] : []), ...(waiting ? [`${words.waits[waiting.reason]} (${waiting.nextStep})`] : [])]
  return `${name[language]}: ${parts.join(', ')}`
}
