import type { DrSides } from '../../app/dr/status.js'

type Words = Readonly<Record<'en' | 'zh', string>>

export const servingWords: Readonly<Record<DrSides['serving'], Words>> = {
  primary: { en: 'primary', zh: '主库' }, dr: { en: 'DR site', zh: '灾备站点' }, both: { en: 'both sides', zh: '两侧' },
  neither: { en: 'nobody', zh: '无' }, unknown: { en: 'unknown', zh: '未知' },
}

export const primaryWords: Readonly<Record<DrSides['primary'], Words>> = {
  serving: { en: 'serves', zh: '服务中' }, closed: { en: 'closed', zh: '已关闭' }, returned: { en: 'back, and open', zh: '已恢复且开放' },
  following: { en: 'follows the DR site', zh: '跟随灾备站点' }, unreachable: { en: 'unreachable', zh: '无法连接' },
}

export const replicaWords: Readonly<Record<DrSides['replica'], Words>> = {
  following: { en: 'follows', zh: '跟随中' }, serving: { en: 'serves', zh: '服务中' }, closed: { en: 'closed', zh: '已关闭' }, unreachable: { en: 'unreachable', zh: '无法连接' },
}

export const words = {
  en: {
    head: ['system', 'data', 'serving', 'primary', 'DR site', 'lag', 'requests'], none: 'No system of this place has anything on its DR site.',
    passed: 'passed', failed: 'failed', drill: 'DR drill of {system}: {result}. RTO {rto} ms, RPO {rpo} ms.',
    failover: 'The DR site serves {system}. RTO {rto} ms, RPO {rpo} ms.', failback: 'The primary serves {system} again, and the DR site follows. Outage {outage} ms, {seconds} s in all.',
    routed: 'Requests go there.', unrouted: 'No router is known: send the requests there yourselves.', recorded: 'Recorded in run {run}.', unrecorded: 'No run knows this system: keep this output.',
  },
  zh: {
    head: ['系统', '数据', '服务方', '主库', '灾备站点', '延迟', '请求'], none: '该地没有系统在灾备站点留有副本。',
    passed: '通过', failed: '未通过', drill: '{system} 灾备演练：{result}。RTO {rto} 毫秒，RPO {rpo} 毫秒。',
    failover: '灾备站点已为 {system} 提供服务。RTO {rto} 毫秒，RPO {rpo} 毫秒。', failback: '主库已重新为 {system} 提供服务，灾备站点跟随其后。中断 {outage} 毫秒，共 {seconds} 秒。',
    routed: '请求已转到该处。', unrouted: '没有已知的路由器：请自行转发请求。', recorded: '已记入运行 {run}。', unrecorded: '没有运行包含该系统：请保存本次输出。',
  },
} as const
