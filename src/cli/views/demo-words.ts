import type { DemoStage } from '../../demo/flow/demo-events.js'
import type { Language } from '../../model/labels.js'

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
    kept: (directory: string) => `The city still runs, in ${directory}. Ctrl-C stops it.`,
  },
  zh: {
    writes: (acknowledged: number, refused: number) => `已确认写入 ${acknowledged} 次，被拒后重发 ${refused} 次`,
    kept: (directory: string) => `城市仍在运行，目录 ${directory}。按 Ctrl-C 停止。`,
  },
} as const
