import type { Language } from '../../model/labels.js'
import { decisionSentence, type Urgency } from './decision-sentences.js'
import type { Figure } from './facts/figure.js'
import { countOf, servesOnNewSide } from './facts/totals.js'
import type { ReportFacts, SystemFacts } from './report-facts.js'
import { plain, say, shown, type Sentence } from './sentence.js'
import { reportWords } from './words.js'

/** What the report says, made from the facts alone; every number in it is still the figure it came from. */
export interface Story {
  readonly headline: Sentence
  readonly numbers: readonly StoryNumber[]
  readonly progress: readonly { readonly id: 'migrated' | 'inTrial' | 'blocked' | 'waiting'; readonly label: string; readonly systems: Figure; readonly share: number }[]
  readonly decisions: readonly { readonly urgency: Urgency; readonly sentence: Sentence; readonly evidence: string }[]
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
  const { migrated, toMigrate, onNewSide, writesLost, writesAcknowledged, retired } = totals
  const asked = decisions.length
  if (language === 'zh') {
    return [
      ...say`应迁移上云 ${shown(toMigrate)} 个系统，已迁移 ${shown(migrated)} 个，${shown(onNewSide)} 个在新环境运行，关停归档 ${shown(retired)} 个；`,
      ...(writesLost.value === null ? say`写入未由用户侧测量；` : say`已确认写入 ${shown(writesAcknowledged)} 次，丢失 ${shown(writesLost)} 次；`),
      ...(asked === 0 ? say`无待决事项。` : say`${plain(asked, language)} 项待决。`),
    ]
  }
  return [
    ...say`${shown(migrated)} of ${shown(toMigrate)} systems migrated to the cloud, ${shown(onNewSide)} served by the new side, ${shown(retired)} retired; `,
    ...(writesLost.value === null ? say`users did not measure their writes; ` : say`${shown(writesAcknowledged)} writes acknowledged, ${shown(writesLost)} lost; `),
    ...(asked === 0 ? say`nothing waits for a decision.` : say`${plain(asked, language)} ${asked === 1 ? 'item waits' : 'items wait'} for a decision.`),
  ]
}

function numbers({ totals }: ReportFacts, language: Language): readonly StoryNumber[] {
  const words = reportWords[language]
  const { migrationRate, migrated, toMigrate, writesLost, writesAcknowledged, longestOutageMs, roomsEmptied, roomsToClose } = totals
  return [
    { label: words.migrationRate, value: [shown(migrationRate, 'percent')], note: say`${words.ofSystems} ${shown(migrated)} / ${shown(toMigrate)}`, mood: migrated.value === toMigrate.value ? 'good' : 'neutral' },
    { label: words.lost, value: [shown(writesLost)], note: say`${words.ofWrites} ${shown(writesAcknowledged)}`, mood: writesLost.value === null ? 'neutral' : writesLost.value === 0 ? 'good' : 'bad' },
    { label: words.outage, value: [shown(longestOutageMs)], note: say`${words.perSystem}`, mood: 'neutral' },
    { label: words.rooms, value: [shown(roomsEmptied)], note: say`${words.ofRooms} ${shown(roomsToClose)}`, mood: roomsToClose.value === roomsEmptied.value ? 'good' : 'neutral' },
  ]
}

/** The systems that the plan moves, each in one class. */
function progress({ systems }: ReportFacts, language: Language): Story['progress'] {
  const moving = systems.filter(({ path }) => path === 'move')
  return (['migrated', 'inTrial', 'blocked', 'waiting'] as const).map((id) => {
    const count = countOf(moving, (system) => classOf(system) === id)
    return { id, label: reportWords[language][id], systems: count, share: moving.length === 0 ? 0 : (count.value ?? 0) / moving.length }
  })
}

function classOf(system: SystemFacts): Story['progress'][number]['id'] {
  if (system.migrated) return 'migrated'
  if (system.state === 'blocked') return 'blocked'
  return servesOnNewSide(system) ? 'inTrial' : 'waiting'
}
