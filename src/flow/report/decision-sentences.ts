import type { Language } from '../../model/labels.js'
import { clock } from './clock.js'
import type { DecisionFacts } from './report-facts.js'
import { say, shown, type Sentence } from './sentence.js'
import { checkWords, gateWords, waitWords } from './words.js'

export type Urgency = 'stop' | 'decide' | 'note'

/** What waits for a person, as one sentence: what is the matter, with which thing, since when, who acts. */
export function decisionSentence(decision: DecisionFacts, language: Language): { readonly urgency: Urgency; readonly sentence: Sentence } {
  switch (decision.kind) {
    case 'chain_broken':
      return { urgency: 'stop', sentence: language === 'zh' ? say`证据链已断裂：有记录被改动或删除，本报告的数字不可采信，请先查明。` : say`The chain of evidence is broken: a record was changed or removed. Do not rely on this report before it is found out.` }
    case 'inventory_changed':
      return { urgency: 'decide', sentence: language === 'zh' ? say`台账在方案批准后有改动，请重新评估并批准方案。` : say`The inventory was changed after the plan was approved; assess and approve again.` }
    case 'blocked':
      return { urgency: 'stop', sentence: blocked(decision, language) }
    case 'verdict_failed':
      return { urgency: 'stop', sentence: failed(decision, language) }
    case 'unsigned':
      return { urgency: 'stop', sentence: language === 'zh' ? say`${decision.name}已提交，但没有通过并签字的核验结论，不计为已迁移。` : say`${decision.name} is committed without a passed and signed verdict; it does not count as migrated.` }
    case 'findings_open':
      return { urgency: 'decide', sentence: language === 'zh' ? say`评估有 ${shown(decision.open)} 项阻断或错误级问题未解决，须整改或批准例外（见第六部分）。` : say`${shown(decision.open)} findings of severity block or error are open; mend them or grant exemptions (section 6).` }
    case 'rolled_back':
      return { urgency: 'decide', sentence: language === 'zh' ? say`${decision.name}已于 ${clock(decision.since)} 回退，需决定何时再次迁移。` : say`${decision.name} went back on ${clock(decision.since)}; decide when it moves again.` }
    case 'waiting':
      return { urgency: decision.reason === 'approval' ? 'decide' : 'note', sentence: waiting(decision, language) }
    case 'target_late':
      return { urgency: 'decide', sentence: late(decision, language) }
  }
}

type Of<Kind extends DecisionFacts['kind']> = Extract<DecisionFacts, { kind: Kind }>

function blocked({ name, step, cause, since }: Of<'blocked'>, language: Language): Sentence {
  return language === 'zh' ? say`${name}自 ${clock(since)} 受阻，步骤“${step}”：${cause}` : say`${name} has been blocked since ${clock(since)} at step "${step}": ${cause}`
}

function failed({ name, checks }: Of<'verdict_failed'>, language: Language): Sentence {
  const names = checks.map((check) => checkWords[check][language]).join(language === 'zh' ? '、' : ', ')
  return language === 'zh' ? say`${name}核验不通过：${names}。` : say`The verdict on ${name} is fail: ${names}.`
}

function waiting({ name, reason, gate, owner, since }: Of<'waiting'>, language: Language): Sentence {
  const next = isGate(gate) ? gateWords[gate][language] : gate
  const who = reason === 'approval' ? (language === 'zh' ? `已签 ${owner}` : `signed ${owner}`) : owner
  return language === 'zh' ? say`${name}自 ${clock(since)} 等待${waitWords[reason].zh}（下一步：${next}；${who}）。` : say`${name} has waited for ${waitWords[reason].en} since ${clock(since)} (next: ${next}; ${who}).`
}

function late({ target, text, deadline, forecast, lead }: Of<'target_late'>, language: Language): Sentence {
  return language === 'zh'
    ? say`目标 ${target}“${text}”期限 ${deadline}，按方案 ${forecast} 完成，须调整方案或申请延期（牵头：${lead.join('、')}）。`
    : say`Target ${target} "${text}" is due on ${deadline} and forecast for ${forecast}; change the plan or ask for a later date (lead: ${lead.join(', ')}).`
}

function isGate(name: string): name is keyof typeof gateWords {
  return Object.hasOwn(gateWords, name)
}
