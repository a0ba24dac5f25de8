import type { EvidenceRecord } from '../../model/evidence.js'
import type { Language } from '../../model/labels.js'
import type { Gate } from '../../ports/run-store.js'
import type { VerdictCheck } from '../verify/verdict.js'

export const checkWords: Readonly<Record<VerdictCheck['check'], Readonly<Record<Language, string>>>> = {
  rehearsal_equal: { zh: '预演比对一致', en: 'rehearsal equal' },
  proof_equal: { zh: '割接后数据一致', en: 'data equal after cutover' },
  new_side_answers: { zh: '公开地址由新环境应答', en: 'public address answers from the new side' },
  way_back_stands: { zh: '回退通道就绪', en: 'way back stands' },
  drill_within_tier: { zh: '容灾演练达到等级要求', en: 'DR drill within its tier' },
  no_write_lost: { zh: '已确认写入无丢失', en: 'no acknowledged write lost' },
  approvals_there: { zh: '割接前审批齐全', en: 'approvals there before the cutover' },
  archive_kept: { zh: '数据已归档可读', en: 'data kept in an archive' },
}

export const gateWords: Readonly<Record<Gate, Readonly<Record<Language, string>>>> = {
  ready: { zh: '就绪', en: 'ready' }, cutover: { zh: '割接', en: 'cutover' }, commit: { zh: '提交（不可回退）', en: 'commit (no way back)' },
  close: { zh: '关停原环境', en: 'close' },
}

export const waitWords: Readonly<Record<'window' | 'approval' | 'capacity' | 'manual' | 'lag', Readonly<Record<Language, string>>>> = {
  window: { zh: '割接窗口', en: 'the window' }, approval: { zh: '审批', en: 'signatures' }, capacity: { zh: '资源', en: 'capacity' },
  manual: { zh: '人工步骤', en: 'a manual step' }, lag: { zh: '数据追平', en: 'the feed to catch up' },
}

export const kindWords: Readonly<Record<EvidenceRecord['kind'] | 'artifact', Readonly<Record<Language, string>>>> = {
  preflight: { zh: '预检', en: 'preflight' }, copy: { zh: '复制', en: 'copy' }, rehearsal: { zh: '预演', en: 'rehearsal' },
  switch: { zh: '割接', en: 'switch' }, proof: { zh: '数据核验', en: 'proof' },
  checks: { zh: '功能检查', en: 'checks' }, drill: { zh: '容灾演练', en: 'DR drill' }, failover: { zh: '容灾接管', en: 'failover' }, failback: { zh: '容灾回切', en: 'failback' }, archive: { zh: '归档', en: 'archive' },
  approval: { zh: '签字', en: 'signature' }, measurement: { zh: '用户侧测量', en: 'users\' measurement' },
  artifact: { zh: '成果文件', en: 'artifact' },
}

const zh = {
  language: '中文', colon: '：',
  title: '政务信息系统迁移进展报告',
  dataDate: '数据截至', unit: '单位', units: '个（系统、机房），毫秒（中断、演练），行', filler: '填表人', reviewer: '审核人', phone: '联系电话', stamp: '（盖章）', reportDate: '填报日期',
  made: '由系统按证据自动生成',
  run: '运行编号', plan: '方案', inventory: '台账', stacks: '云栈', tool: '工具版本', generated: '生成时间',
  migrationRate: '上云率', lost: '丢失写入', outage: '最长中断', rooms: '机房腾空',
  ofSystems: '已迁移系统占应迁移系统', ofWrites: '用户侧已确认写入', perSystem: '单个系统割接，毫秒', ofRooms: '应关停机房',
  progress: '一、总体进度', waves: '二、迁移批次', systems: '三、各系统情况', decisions: '四、风险与待决事项', targets: '五、政策目标预测', more: '六、处置、问题与签字',
  state: '状态', moving: '方案内移动的系统', count: '数量', share: '占比', migratedShort: '已迁移', checks: '核验明细', migrated: '已迁移（核验通过并签字）', inTrial: '新环境运行，待提交',
  blocked: '受阻', waiting: '尚未割接',
  wave: '批次', kind: '类型', period: '计划起止', cutoverDays: '计划割接日', systemsCount: '系统数', onNewSide: '已在新环境', timeline: '批次时间轴',
  asFast: '本次运行为演练节奏，不等待计划日期；时间轴为批准方案的日期。',
  system: '系统', copied: '复制', rowsAndSize: '行数 / 数据量', outageMs: '中断', ms: '毫秒', writes: '写入', acknowledgedLost: '已确认 / 丢失', drill: '容灾演练',
  rtoRpo: 'RTO / RPO 毫秒', limit: '限值', minutes: '分钟', verdict: '核验结论',
  seenByOrchestrator: '编排侧', archived: '归档', attempt: '第 {n} 次', history: '第 {n} 次已回退（{records} 条记录）', unsigned: '未签字', signedBy: '签字：{by}',
  noDecisions: '无待决事项。',
  target: '目标', deadline: '期限', forecast: '预测完成', light: '预警', lead: '牵头', noDate: '—', noTargets: '本地区方案未列出有期限的目标。',
  dispositions: '处置分类', disposition: '处置', classified: '涉密系统（仅计数）', unplanned: '未排期系统',
  findings: '评估问题', severity: '级别', open: '未解决', covered: '例外覆盖', rule: '规则',
  rollbacks: '回退记录', at: '时间', proof: '核验', noRollbacks: '没有发生回退。',
  gates: '签字记录', gate: '关口', by: '签字人', why: '依据',
  roomsTable: '机房', roomsToClose: '应关停', roomsEmptied: '已腾空', roomsClosed: '已关停',
  appendix: '附件：证据清单', basis: '合计依据', number: '编号', record: '记录', hash: '哈希', chainIntact: '证据链完整', chainBroken: '证据链已断裂',
  skip: '跳到正文', both: '中英对照',
} as const

const en: Readonly<Record<keyof typeof zh, string>> = {
  language: 'English', colon: ': ',
  title: 'Progress of the move of government information systems',
  dataDate: 'Data as of', unit: 'Units', units: 'count (systems, rooms), milliseconds (outages, drills), rows', filler: 'Filled in by',
  reviewer: 'Reviewed by', phone: 'Telephone', stamp: '(stamp)', reportDate: 'Date of report', made: 'made from the evidence by the system',
  run: 'Run', plan: 'Plan', inventory: 'Inventory', stacks: 'Stacks', tool: 'Tool version', generated: 'Generated',
  migrationRate: 'Migrated', lost: 'Writes lost', outage: 'Longest outage', rooms: 'Rooms emptied',
  ofSystems: 'systems migrated of those to migrate', ofWrites: 'writes that users were told are safe', perSystem: 'ms, cutover of one system',
  ofRooms: 'rooms to close',
  progress: '1. Progress', waves: '2. Waves', systems: '3. Systems', decisions: '4. Risks and decisions', targets: '5. Forecast of policy targets',
  more: '6. Dispositions, findings and signatures',
  state: 'State', moving: 'Systems that the plan moves', count: 'Systems', share: 'Share', migratedShort: 'Migrated', checks: 'Checks of the verdict',
  migrated: 'Migrated (verdict passed and signed)', inTrial: 'On the new side, to be committed', blocked: 'Blocked', waiting: 'Not yet cut over',
  wave: 'Wave', kind: 'Kind', period: 'Planned', cutoverDays: 'Planned cutovers', systemsCount: 'Systems', onNewSide: 'On the new side',
  timeline: 'Timeline of the waves',
  asFast: 'This run is a rehearsal and does not wait for the plan\'s dates; the timeline shows the dates of the approved plan.',
  system: 'System', copied: 'Copied', rowsAndSize: 'rows / size', outageMs: 'Outage', ms: 'ms', writes: 'Writes',
  acknowledgedLost: 'acknowledged / lost', drill: 'DR drill', rtoRpo: 'RTO / RPO ms', limit: 'limit', minutes: 'min', verdict: 'Verdict',
  seenByOrchestrator: 'orchestrator', archived: 'archived', attempt: 'attempt {n}', history: 'attempt {n} was rolled back ({records} records)',
  unsigned: 'not signed', signedBy: 'signed: {by}',
  noDecisions: 'Nothing waits for a decision.',
  target: 'Target', deadline: 'Deadline', forecast: 'Forecast', light: 'Light', lead: 'Lead', noDate: '—',
  noTargets: 'The programme of this place names no dated target.',
  dispositions: 'Dispositions', disposition: 'Disposition', classified: 'Classified systems (counted only)', unplanned: 'Systems without a date',
  findings: 'Findings of the assessment', severity: 'Severity', open: 'Open', covered: 'Covered by exemption', rule: 'Rule',
  rollbacks: 'Ways back that were taken', at: 'At', proof: 'Proof', noRollbacks: 'None was taken.',
  gates: 'Signatures', gate: 'Gate', by: 'Signed by', why: 'Grounds',
  roomsTable: 'Rooms', roomsToClose: 'To close', roomsEmptied: 'Emptied', roomsClosed: 'Closed',
  appendix: 'Appendix: evidence', basis: 'What sums rest on', number: 'No.', record: 'Record', hash: 'Hash',
  chainIntact: 'chain of evidence intact', chainBroken: 'chain of evidence BROKEN',
  skip: 'Skip to the report', both: 'Both',
}

export type ReportWords = typeof en
export const reportWords: Readonly<Record<Language, ReportWords>> = { zh, en }
