import type { Language } from '../../model/labels.js'

interface SiteCounts {
  readonly count: number
  readonly platform: number
  readonly domain: number
  readonly system: number
  readonly edge: number
  readonly resources: number
}

interface ObjectSums {
  readonly created: number
  readonly changed: number
  readonly unchanged: number
  readonly refused: number
  readonly skipped: number
}

interface SiteSums extends ObjectSums {
  readonly applied: number
  readonly of: number
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
    checking: (stacks: number, objects: number) => `asking the API servers first: ${objects} objects of ${stacks} stacks`,
    stackEnded: (stack: string, state: 'applied' | 'failed', counts: ObjectSums) => `  ${state === 'applied' ? 'ok  ' : 'FAIL'} ${stack}: ${objectsEn(counts)}`,
    notStarted: (stack: string) => `  not started: ${stack}`,
    directSite: (site: string, { applied, of, ...counts }: SiteSums) => `${site}: ${applied} of ${of} stacks applied, ${objectsEn(counts)}`,
  },
  zh: {
    site: (site: string, { count, platform, domain, system, edge, resources }: SiteCounts) =>
      `${site}：${count} 个栈（平台 ${platform}、网络域 ${domain}、系统 ${system}、边缘 ${edge}），${resources} 个资源`,
    warning: (code: string, count: number, subjects: string) => `  ${code} × ${count}：${subjects}`,
    more: (count: number) => `另有 ${count} 个`,
    passed: (warnings: number) => (warnings === 0 ? '关卡：通过' : `关卡：通过，${warnings} 个提醒`),
    blocked: (blocking: number) => `关卡：${blocking} 项阻断`,
    written: (folder: string, hash: string) => `已写入：${folder}  ${hash}`,
    checking: (stacks: number, objects: number) => `先询问 API 服务器：${stacks} 个栈的 ${objects} 个对象`,
    stackEnded: (stack: string, state: 'applied' | 'failed', counts: ObjectSums) => `  ${state === 'applied' ? '完成' : '失败'} ${stack}：${objectsZh(counts)}`,
    notStarted: (stack: string) => `  未启动：${stack}`,
    directSite: (site: string, { applied, of, ...counts }: SiteSums) => `${site}：${of} 个栈已应用 ${applied} 个，${objectsZh(counts)}`,
  },
} as const satisfies Record<Language, unknown>

function objectsEn({ created, changed, unchanged, refused, skipped }: ObjectSums): string {
  return [[created, 'created'], [changed, 'changed'], [unchanged, 'unchanged'], [refused, 'refused'], [skipped, 'not tried']].filter(([count], index) => index < 3 || count !== 0).map((part) => part.join(' ')).join(', ')
}

function objectsZh({ created, changed, unchanged, refused, skipped }: ObjectSums): string {
  return [['新建', created], ['修改', changed], ['不变', unchanged], ['被拒', refused], ['未试', skipped]].filter(([, count], index) => index < 3 || count !== 0).map((part) => part.join(' ')).join('，')
}
