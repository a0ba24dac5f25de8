import type { Language } from '../../model/labels.js'
import { decisionSentence, type Urgency } from './decision-sentences.js'
import type { Figure } from './facts/figure.js'
import { countOf, servesOnNewSide } from './facts/totals.js'
import type { ReportFacts, ReportTotals, SystemFacts } from './report-facts.js'
import { plain, say, shown, type Sentence, type Shown } from './sentence.js'
import { reportWords } from './words.js'

/** What the report says, made from the facts alone; every number in it is still the figure it came from. */
export interface Story {
  readonly headline: Sentence
  readonly numbers: readonly StoryNumber[]
  readonly progress: readonly ProgressPart[]
  readonly decisions: readonly { readonly urgency: Urgency; readonly sentence: Sentence; readonly evidence: string }[]
}

interface ProgressPart {
  readonly id: 'migrated' | 'inTrial' | 'blocked' | 'waiting'
  readonly label: string
  readonly systems: Figure
  /** 0 to 1. */
  readonly share: number
}

interface StoryNumber {
  readonly label: string
  readonly value: Sentence
  readonly note: Sentence
  readonly mood: 'good' | 'neutral' | 'bad'
}

export function storyOf(facts: ReportFacts, language: Language): Story {
  return {
    headline: headline(facts, language),
    numbers: numbers(facts, language),
    progress: progress(facts, language),
    decisions: facts.decisions.map((one) => ({ ...decisionSentence(one, language), evidence: one.evidence })),
  }
}

function headline({ totals, decisions }: ReportFacts, language: Language): Sentence {
  return language === 'zh' ? inChinese(totals, decisions.length) : inEnglish(totals, decisions.length)
}

function inChinese({ migrated, toMigrate, onNewSide, writesLost, writesAcknowledged, retired }: ReportTotals, asked: number): Sentence {
  const writes = writesLost.value === null ? say`写入未由用户侧测量；` : say`已确认写入 ${shown(writesAcknowledged)} 次，丢失 ${shown(writesLost)} 次；`
  return [
    ...say`应迁移上云 ${shown(toMigrate)} 个系统，已迁移 ${shown(migrated)} 个，${shown(onNewSide)} 个在新环境运行，关停归档 ${shown(retired)} 个；`,
    ...writes, asked === 0 ? '无待决事项。' : `${plain(asked, 'zh')} 项待决。`,
  ]
}

function inEnglish({ migrated, toMigrate, onNewSide, writesLost, writesAcknowledged, retired }: ReportTotals, asked: number): Sentence {
  const measured = say`${shown(writesAcknowledged)} writes acknowledged, ${shown(writesLost)} lost; `
  return [
    ...say`${shown(migrated)} of ${shown(toMigrate)} systems migrated to the cloud, ${shown(onNewSide)} served by the new side, ${shown(retired)} retired; `,
    ...(writesLost.value === null ? ['users did not measure their writes; '] : measured),
    asked === 0 ? 'nothing waits for a decision.' : `${plain(asked, 'en')} ${asked === 1 ? 'item waits' : 'items wait'} for a decision.`,
  ]
}

function numbers({ totals }: ReportFacts, language: Language): readonly StoryNumber[] {
  const words = reportWords[language]
  const { migrationRate, migrated, toMigrate, writesLost, writesAcknowledged, longestOutageMs, roomsEmptied, roomsToClose } = totals
  const number = (label: string, value: Shown, note: Sentence, mood: StoryNumber['mood']) => ({ label, value: [value], note, mood })
  return [
    number(words.migrationRate, shown(migrationRate, 'percent'), say`${words.ofSystems} ${shown(migrated)} / ${shown(toMigrate)}`, moodOf(migrated, toMigrate)),
    number(words.lost, shown(writesLost), say`${words.ofWrites} ${shown(writesAcknowledged)}`, writesLost.value ? 'bad' : writesLost.value === 0 ? 'good' : 'neutral'),
    number(words.outage, shown(longestOutageMs), say`${words.perSystem}`, 'neutral'),
    number(words.rooms, shown(roomsEmptied), say`${words.ofRooms} ${shown(roomsToClose)}`, moodOf(roomsEmptied, roomsToClose)),
  ]
}

function moodOf(done: Figure, whole: Figure): StoryNumber['mood'] {
  return whole.value && done.value === whole.value ? 'good' : 'neutral'
}

/** The systems that the plan moves, each in one class. */
function progress({ systems }: ReportFacts, language: Language): Story['progress'] {
  const moving = systems.filter(({ path }) => path === 'move')
  return (['migrated', 'inTrial', 'blocked', 'waiting'] as const).map((id) => {
    const count = countOf(moving, (system) => classOf(system) === id)
    return { id, label: reportWords[language][id], systems: count, share: moving.length === 0 ? 0 : (count.value ?? 0) / moving.length }
  })
}

function classOf(system: SystemFacts): ProgressPart['id'] {
  if (system.migrated) return 'migrated'
  if (system.state === 'blocked') return 'blocked'
  return servesOnNewSide(system) ? 'inTrial' : 'waiting'
}
