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

interface ToolSums {
  readonly add: number
  readonly change: number
  readonly remove: number
  readonly imported: number
}

interface ChangeCounts {
  readonly create: number
  readonly update: number
  readonly replace: number
  readonly delete: number
  readonly import: number
}

interface AppliedCounts {
  readonly applied: number
  readonly unchanged: number
  readonly failed: number
  readonly notStarted: number
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
    starting: 'stacks',
    progress: (ended: number, moving: number, failed: number) => `stacks: ${ended} through, ${moving} under way${failed > 0 ? `, ${failed} failed` : ''}`,
    notStarted: (stack: string) => `  not started: ${stack}`,
    toolSummary: (stack: string, { add, change, remove, imported }: ToolSums) => `  ${stack}: ${add} to add, ${change} to change, ${remove} to remove${imported > 0 ? `, ${imported} to import` : ''}`,
    toolFailed: (stack: string, address: string) => `  FAIL ${stack}: ${address}`,
    toolWaits: (stack: string, address: string, seconds: number) => `  ${stack}: ${address} for ${seconds} s`,
    plannedStack: (stack: string, counts: ChangeCounts) => `  ${stack}: ${changesEn(counts)}`,
    plannedSum: (stacks: number, counts: ChangeCounts) => `${stacks} stacks planned: ${changesEn(counts)}`,
    planSet: (file: string) => `plan set: ${file}`,
    waiting: (site: string, pending: number) => `  ${site}: ${pending} checks wait for what is coming up`,
    verified: (site: string, result: string, checks: number) => `${site}: ${verdictEn[result] ?? result} (${checks} checks)`,
    drift: (stacks: number, objects: number, found: number) => (found === 0 ? `no drift: ${objects} objects of ${stacks} stacks are as they should be` : `${found} differences in ${objects} objects of ${stacks} stacks`),
    doomed: (stack: string, site: string, state: string, resources: number) => `  ${doomEn[state] ?? state}  ${stack} at ${site}: ${resources} resources`,
    level: (level: number, stacks: readonly string[]) => `${level}  ${stacks.join(' ')}`,
    toApply: (place: string, set: string) => `to apply exactly this: qianyun stacks apply ${place} --plan ${set}`,
    appliedStack: (stack: string, state: string, changes: number) => `  ${stateEn[state] ?? state}  ${stack}: ${changes} changes`,
    appliedSite: (site: string, { applied, unchanged, failed, notStarted }: AppliedCounts) => `${site}: ${applied} stacks applied, ${unchanged} without changes, ${failed} failed, ${notStarted} not started`,
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
    starting: '栈',
    progress: (ended: number, moving: number, failed: number) => `栈：已过 ${ended} 个，进行中 ${moving} 个${failed > 0 ? `，失败 ${failed} 个` : ''}`,
    notStarted: (stack: string) => `  未启动：${stack}`,
    toolSummary: (stack: string, { add, change, remove, imported }: ToolSums) => `  ${stack}：新增 ${add}，修改 ${change}，删除 ${remove}${imported > 0 ? `，收编 ${imported}` : ''}`,
    toolFailed: (stack: string, address: string) => `  失败 ${stack}：${address}`,
    toolWaits: (stack: string, address: string, seconds: number) => `  ${stack}：${address} 已 ${seconds} 秒`,
    plannedStack: (stack: string, counts: ChangeCounts) => `  ${stack}：${changesZh(counts)}`,
    plannedSum: (stacks: number, counts: ChangeCounts) => `已计划 ${stacks} 个栈：${changesZh(counts)}`,
    planSet: (file: string) => `计划集：${file}`,
    waiting: (site: string, pending: number) => `  ${site}：${pending} 项检查在等待启动`,
    verified: (site: string, result: string, checks: number) => `${site}：${verdictZh[result] ?? result}（${checks} 项检查）`,
    drift: (stacks: number, objects: number, found: number) => (found === 0 ? `没有漂移：${stacks} 个栈的 ${objects} 个对象都与栈一致` : `${stacks} 个栈的 ${objects} 个对象中有 ${found} 处差异`),
    doomed: (stack: string, site: string, state: string, resources: number) => `  ${doomZh[state] ?? state}  ${site} 的 ${stack}：${resources} 个资源`,
    level: (level: number, stacks: readonly string[]) => `${level}  ${stacks.join(' ')}`,
    toApply: (place: string, set: string) => `照此应用：qianyun stacks apply ${place} --plan ${set}`,
    appliedStack: (stack: string, state: string, changes: number) => `  ${stateZh[state] ?? state}  ${stack}：${changes} 项变更`,
    appliedSite: (site: string, { applied, unchanged, failed, notStarted }: AppliedCounts) => `${site}：已应用 ${applied} 个栈，无变更 ${unchanged}，失败 ${failed}，未启动 ${notStarted}`,
    directSite: (site: string, { applied, of, ...counts }: SiteSums) => `${site}：${of} 个栈已应用 ${applied} 个，${objectsZh(counts)}`,
  },
} as const satisfies Record<Language, unknown>

function objectsEn({ created, changed, unchanged, refused, skipped }: ObjectSums): string {
  return [[created, 'created'], [changed, 'changed'], [unchanged, 'unchanged'], [refused, 'refused'], [skipped, 'not tried']].filter(([count], index) => index < 3 || count !== 0).map((part) => part.join(' ')).join(', ')
}

function objectsZh({ created, changed, unchanged, refused, skipped }: ObjectSums): string {
  return [['新建', created], ['修改', changed], ['不变', unchanged], ['被拒', refused], ['未试', skipped]].filter(([, count], index) => index < 3 || count !== 0).map((part) => part.join(' ')).join('，')
}

const verdictEn: Readonly<Record<string, string>> = { pass: 'everything runs', pass_with_issue: 'runs, with issues', fail: 'not healthy', not_run: 'not everything could be checked' }
const verdictZh: Readonly<Record<string, string>> = { pass: '全部运行正常', pass_with_issue: '运行，但有问题', fail: '不健康', not_run: '有检查未能进行' }
const doomEn: Readonly<Record<string, string>> = { planned: 'would go', destroyed: 'gone', failed: 'FAIL', not_started: 'not started' }
const doomZh: Readonly<Record<string, string>> = { planned: '将删除', destroyed: '已删除', failed: '失败', not_started: '未启动' }
const stateEn: Readonly<Record<string, string>> = { applied: 'ok  ', failed: 'FAIL', not_started: 'not started' }
const stateZh: Readonly<Record<string, string>> = { applied: '完成', failed: '失败', not_started: '未启动' }

function changesEn(counts: ChangeCounts): string {
  return [[counts.create, 'to create'], [counts.update, 'to change'], [counts.replace, 'to replace'], [counts.delete, 'to delete'], [counts.import, 'to import']].filter(([count], index) => index < 2 || count !== 0).map((part) => part.join(' ')).join(', ')
}

function changesZh(counts: ChangeCounts): string {
  return [['新建', counts.create], ['修改', counts.update], ['替换', counts.replace], ['删除', counts.delete], ['收编', counts.import]].filter(([, count], index) => index < 2 || count !== 0).map((part) => part.join(' ')).join('，')
}
