import type { Language } from '../../model/labels.js'

/** The words of the plan commands; the sentences of reasons are with the reasons. */
export const planWords = {
  en: {
    title: (place: string, systems: number, waves: number) => `${place}: ${systems} systems dated, ${waves} waves`,
    waveHead: ['wave', 'kind', 'from', 'to', 'systems'],
    systemHead: ['date', 'system', 'work', 'wave', 'begins', 'team'],
    closings: (count: number) => `closing: ${count}`,
    unplanned: (count: number) => `without dates: ${count}`,
    targets: (counts: string) => `targets: ${counts}`,
    written: (file: string, hash: string) => `written: ${file}  ${hash}`,
    work: { cutover: 'cutover', colocate: 'move of equipment', merge: 'merge', retire: 'retirement', prepare: 'preparation', copy: 'copy', rehearse: 'rehearsal', trial: 'trial', commit: 'commit', close: 'old side off' },
    collections: { facilities: 'room', networks: 'network', lines: 'line', platforms: 'platform' },
    noDate: (system: string) => `${system} has no date`,
    date: (system: string, date: string, wave: string) => `${system}: ${date}, wave ${wave}`,
    together: (systems: string) => `cuts over together with: ${systems}`,
    because: 'why not earlier:',
    binding: 'binds first; lift it and the date can move',
    lead: (days: number) => `the work itself takes ${days} days up to the date`,
  },
  zh: {
    title: (place: string, systems: number, waves: number) => `${place}：${systems} 个系统已排期，${waves} 个批次`,
    waveHead: ['批次', '类型', '开始', '结束', '系统数'],
    systemHead: ['日期', '系统', '工作', '批次', '启动', '队伍'],
    closings: (count: number) => `关停：${count}`,
    unplanned: (count: number) => `未排期：${count}`,
    targets: (counts: string) => `指标：${counts}`,
    written: (file: string, hash: string) => `已写入：${file}  ${hash}`,
    work: { cutover: '割接', colocate: '设备搬迁', merge: '合并', retire: '清理', prepare: '准备', copy: '复制', rehearse: '预演', trial: '试运行', commit: '提交', close: '原环境下线' },
    collections: { facilities: '机房', networks: '网络', lines: '线路', platforms: '平台' },
    noDate: (system: string) => `${system} 没有日期`,
    date: (system: string, date: string, wave: string) => `${system}：${date}，第 ${wave} 批`,
    together: (systems: string) => `同时割接：${systems}`,
    because: '为何不能更早：',
    binding: '首要约束，解除后日期可提前',
    lead: (days: number) => `工作本身到该日期需 ${days} 天`,
  },
} as const satisfies Record<Language, unknown>
