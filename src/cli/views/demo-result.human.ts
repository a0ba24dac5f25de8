import type { DemoResult } from '../../demo/flow/demo-result.js'
import { bytes, formatBytes } from '../../model/bytes.js'
import { systemState, type SystemState } from '../../model/system-state.js'
import type { Io } from '../io.js'
import { renderTable } from './table.js'

const words = {
  en: {
    head: ['system', 'state', 'copied', 'outage ms', 'writes acknowledged', 'writes lost', 'proof', 'way back', 'drill RTO / RPO ms'],
    ready: 'ready', notReady: 'missing', rollback: 'Rolled back once', retired: 'Retired, data kept', classified: 'Classified systems, counted only', promises: 'Promises', report: 'Report', held: 'held', broken: 'BROKEN',
    total: (result: DemoResult) => `${result.writesAcknowledged} writes acknowledged at ${result.writesPerSecond}/s, ${result.lostWrites} lost; ${result.seconds} s in all, seed ${result.seed}`,
  },
  zh: {
    head: ['系统', '状态', '已复制', '中断毫秒', '已确认写入', '丢失写入', '核验', '回退通道', '演练 RTO / RPO 毫秒'],
    ready: '就绪', notReady: '缺失', rollback: '回退演示', retired: '已关停并归档', classified: '涉密系统（仅计数）', promises: '承诺', report: '报告', held: '成立', broken: '未成立',
    total: (result: DemoResult) => `已确认写入 ${result.writesAcknowledged} 次（每秒 ${result.writesPerSecond} 次），丢失 ${result.lostWrites} 次；总用时 ${result.seconds} 秒，种子 ${result.seed}`,
  },
} as const

/** The closing table and what became of the promises. */
export function showDemoResult(result: DemoResult, io: Io): void {
  const say = words[io.language]
  const rows = result.systems.map((one) => [
    one.name, systemState[one.state as SystemState][io.language], `${one.copiedRows} / ${formatBytes(bytes(one.copiedBytes))}`, String(one.outageMs), String(one.acknowledged), String(one.lost), one.proof,
    one.reverseReady ? say.ready : say.notReady, one.drill ? `${Math.round(one.drill.rtoMs)} / ${Math.round(one.drill.rpoMs)}` : '-',
  ])
  for (const line of renderTable([[...say.head], ...rows], [3, 4, 5])) io.stdout(line)
  io.stdout('')
  if (result.rollback) io.stdout(`${say.rollback}: ${result.rollback.system}, ${result.rollback.outageMs} ms, ${result.rollback.lost} / 0`)
  for (const { id, bytes: size } of result.retired) io.stdout(`${say.retired}: ${id}, ${formatBytes(bytes(size))}`)
  io.stdout(`${say.classified}: ${result.classifiedCounted}`)
  io.stdout(say.total(result))
  io.stdout('')
  io.stdout(say.promises)
  for (const { id, held, detail } of result.promises) io.stdout(`  ${held ? '✓' : '✗'} ${held ? say.held : say.broken}  ${id}: ${detail}`)
  io.stdout('')
  io.stdout(`${say.report}: ${result.report}`)
}
