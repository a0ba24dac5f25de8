import type { Language } from '../../model/labels.js'

interface SiteCounts {
  readonly count: number
  readonly platform: number
  readonly domain: number
  readonly system: number
  readonly edge: number
  readonly resources: number
}

/** The words of the stacks commands; the sentences of findings are in the catalog. */
export const stacksWords = {
  en: {
    site: (site: string, { count, platform, domain, system, edge, resources }: SiteCounts) =>
      `${site}: ${count} stacks (${platform} platform, ${domain} domains, ${system} systems, ${edge} edges), ${resources} resources`,
    warning: (code: string, count: number, subjects: string) => `  ${code} × ${count}: ${subjects}`,
    more: (count: number) => `and ${count} more`,
    passed: (warnings: number) => (warnings === 0 ? 'gates: passed' : `gates: passed, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`),
    blocked: (blocking: number) => `gates: ${blocking} ${blocking === 1 ? 'finding blocks' : 'findings block'}`,
    written: (folder: string, hash: string) => `written: ${folder}  ${hash}`,
  },
  zh: {
    site: (site: string, { count, platform, domain, system, edge, resources }: SiteCounts) =>
      `${site}：${count} 个栈（平台 ${platform}、网络域 ${domain}、系统 ${system}、边缘 ${edge}），${resources} 个资源`,
    warning: (code: string, count: number, subjects: string) => `  ${code} × ${count}：${subjects}`,
    more: (count: number) => `另有 ${count} 个`,
    passed: (warnings: number) => (warnings === 0 ? '关卡：通过' : `关卡：通过，${warnings} 个提醒`),
    blocked: (blocking: number) => `关卡：${blocking} 项阻断`,
    written: (folder: string, hash: string) => `已写入：${folder}  ${hash}`,
  },
} as const satisfies Record<Language, unknown>
