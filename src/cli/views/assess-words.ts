import type { Language } from '../../model/labels.js'

/** The words of `assess`; those of findings are in their rules, those of enums with their values. */
export const assessWords = {
  en: {
    count: (severity: string, count: number) => `${severity}: ${count}`,
    covered: (exemption: string) => `covered by exemption ${exemption}`,
    decisions: (count: number, proposed: number) => `decisions: ${count} systems, ${proposed} of them proposed`,
    line: (disposition: string, count: number) => `  ${count}  ${disposition}`,
    classified: (count: number) => `classified systems: ${count}, counted only`,
    none: 'findings: none',
  },
  zh: {
    count: (severity: string, count: number) => `${severity}：${count}`,
    covered: (exemption: string) => `已由例外 ${exemption} 覆盖`,
    decisions: (count: number, proposed: number) => `处置：${count} 个系统，其中 ${proposed} 个为建议`,
    line: (disposition: string, count: number) => `  ${count}  ${disposition}`,
    classified: (count: number) => `涉密系统：${count} 个，仅计数`,
    none: '问题：无',
  },
} as const satisfies Record<Language, unknown>
