import type { Language } from '../../model/labels.js'
import { clock } from './clock.js'
import type { DecisionFacts } from './report-facts.js'
import { say, shown, type Sentence } from './sentence.js'
import { checkWords, gateWords, waitWords } from './words.js'

export type Urgency = 'stop' | 'decide' | 'note'

/** What waits for a person, as one sentence: what is the matter, with which thing, since when, who acts. */
export function decisionSentence(decision: DecisionFacts, language: Language): { readonly urgency: Urgency; readonly sentence: Sentence } {
  return { urgency: urgencyOf(decision), sentence: sentences[language](decision) }
}

function urgencyOf(decision: DecisionFacts): Urgency {
  if (decision.kind === 'waiting') return decision.reason === 'approval' ? 'decide' : 'note'
  return ['chain_broken', 'blocked', 'verdict_failed', 'unsigned'].includes(decision.kind) ? 'stop' : 'decide'
}

const sentences: Readonly<Record<Language, (decision: DecisionFacts) => Sentence>> = { zh: inChinese, en: inEnglish }

function inChinese(decision: DecisionFacts): Sentence {
  switch (decision.kind) {
    case 'chain_broken':
      return say`证据链已断裂：有记录被改动或删除，本报告的数字不可采信，请先查明。`
    case 'inventory_changed':
      return say`台账在方案批准后有改动，请重新评估并批准方案。`
    case 'blocked':
      return say`${decision.name}自 ${clock(decision.since)} 受阻，步骤“${decision.step}”：${decision.cause}`
    case 'verdict_failed':
      return say`${decision.name}核验不通过：${decision.checks.map((check) => checkWords[check].zh).join('、')}。`
    case 'unsigned':
      return say`${decision.name}已提交，但没有通过并签字的核验结论，不计为已迁移。`
    case 'findings_open':
      return say`评估有 ${shown(decision.open)} 项阻断或错误级问题未解决，须整改或批准例外（见第六部分）。`
    case 'rolled_back':
      return say`${decision.name}已于 ${clock(decision.since)} 回退，需决定何时再次迁移。`
    case 'waiting':
      return say`${decision.name}自 ${clock(decision.since)} 等待${waitWords[decision.reason].zh}（下一步：${nextStep(decision, 'zh')}；${who(decision, 'zh')}）。`
    case 'target_late':
      return say`目标 ${decision.target}“${decision.text}”期限 ${decision.deadline}，按方案 ${decision.forecast} 完成，须调整方案或申请延期（牵头：${decision.lead.join('、')}）。`
  }
}

function inEnglish(decision: DecisionFacts): Sentence {
  switch (decision.kind) {
    case 'chain_broken':
      return say`The chain of evidence is broken: a record was changed or removed. Do not rely on this report before it is found out.`
    case 'inventory_changed':
      return say`The inventory was changed after the plan was approved; assess and approve again.`
    case 'blocked':
      return say`${decision.name} has been blocked since ${clock(decision.since)} at step "${decision.step}": ${decision.cause}`
    case 'verdict_failed':
      return say`The verdict on ${decision.name} is fail: ${decision.checks.map((check) => checkWords[check].en).join(', ')}.`
    case 'unsigned':
      return say`${decision.name} is committed without a passed and signed verdict; it does not count as migrated.`
    case 'findings_open':
      return say`${shown(decision.open)} findings of severity block or error are open; mend them or grant exemptions (section 6).`
    case 'rolled_back':
      return say`${decision.name} went back on ${clock(decision.since)}; decide when it moves again.`
    case 'waiting':
      return [
        ...say`${decision.name} has waited for ${waitWords[decision.reason].en} since ${clock(decision.since)} `,
        ...say`(next: ${nextStep(decision, 'en')}; ${who(decision, 'en')}).`,
      ]
    case 'target_late':
      return [
        ...say`Target ${decision.target} "${decision.text}" is due on ${decision.deadline} and forecast for ${decision.forecast}; `,
        ...say`change the plan or ask for a later date (lead: ${decision.lead.join(', ')}).`,
      ]
  }
}

type Waits = Extract<DecisionFacts, { kind: 'waiting' }>

function nextStep({ gate }: Waits, language: Language): string {
  return isGate(gate) ? gateWords[gate][language] : gate
}

/** A wait for signatures keeps in `owner` how many there are of how many. */
function who({ reason, owner }: Waits, language: Language): string {
  if (reason !== 'approval') return owner
  return language === 'zh' ? `已签 ${owner}` : `signed ${owner}`
}

function isGate(name: string): name is keyof typeof gateWords {
  return Object.hasOwn(gateWords, name)
}
