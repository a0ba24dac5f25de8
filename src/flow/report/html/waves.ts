import { light, waveKind } from '../../../model/enums.js'
import { waveTimeline, type TimelineRow } from '../charts/wave-timeline.js'
import type { TargetFacts, WaveFacts } from '../report-facts.js'
import { fig, label, status, table, type Face, type Mood } from './face.js'
import { recordLink } from './links.js'
import { html, type Markup } from './markup.js'

export function waves(face: Face): Markup {
  const { words, language, facts } = face
  const rows = facts.waves.map((wave) => ({ label: nameOf(face, wave), start: wave.start, end: wave.end, cutovers: cutoverDays(wave), mood: moodOf(wave) }))
  const timeline = { title: words.timeline, cutovers: words.cutoverDays, today: words.dataDate }
  const legend = html`<figcaption><span aria-hidden="true">◆</span> ${words.cutoverDays}</figcaption>`
  return html`<section><h2>${words.waves}</h2>
${rows.length > 0 && html`<figure>${waveTimeline(rows, facts._meta.dataDate, timeline, `${language}-waves`)}${legend}</figure>`}
${facts._meta.pace === 'now' && html`<p class="remark">${words.asFast}</p>`}
${table(words.waves, columns(face), facts.waves.map((wave) => [
    nameOf(face, wave), html`<span class="nowrap">${wave.start}</span> – <span class="nowrap">${wave.end}</span>`, days(cutoverDays(wave)),
    fig(face, wave.systems), fig(face, wave.onNewSide), fig(face, wave.migrated), fig(face, wave.blocked),
  ]))}</section>`
}

function columns({ words }: Face) {
  return [
    { head: words.wave }, { head: words.period }, { head: words.cutoverDays }, { head: words.systemsCount, numeric: true },
    { head: words.onNewSide, numeric: true },
    { head: words.migratedShort, numeric: true }, { head: words.blocked, numeric: true },
  ]
}

function nameOf({ language }: Face, { no, kind }: WaveFacts): string {
  return language === 'zh' ? `第 ${no} 批 ${waveKind[kind].zh}` : `Wave ${no}, ${waveKind[kind].en}`
}

function cutoverDays({ spans }: WaveFacts): readonly string[] {
  return [...new Set(spans.filter(({ kind }) => kind === 'cutover').map(({ start }) => start))].sort()
}

function moodOf({ systems, migrated, onNewSide, blocked }: WaveFacts): TimelineRow['mood'] {
  if ((blocked.value ?? 0) > 0) return 'blocked'
  if (systems.value !== null && migrated.value === systems.value) return 'done'
  return (onNewSide.value ?? 0) > 0 ? 'running' : 'planned'
}

/** A wave of hundreds of systems has too many nights to list: the first, the last and how many. */
function days(dates: readonly string[]): string {
  return dates.length <= 3 ? dates.join(', ') : `${dates[0]} … ${dates.at(-1)} (${dates.length})`
}

const lights: Readonly<Record<TargetFacts['light'], Mood>> = { green: 'good', blue: 'good', yellow: 'warn', red: 'bad', grey: 'idle' }

export function targets(face: Face): Markup {
  const { words, facts, links, language } = face
  if (facts.targets.length === 0) return html`<section><h2>${words.targets}</h2><p>${words.noTargets}</p></section>`
  const heads = [{ head: words.target }, { head: words.deadline }, { head: words.forecast }, { head: words.light }, { head: words.lead }]
  return html`<section><h2>${words.targets}</h2>${table(words.targets, heads, facts.targets.map((target) => [
    html`<code>${target.id}</code> ${target.text}`, target.deadline ?? target.deadlineText, recordLink(target.evidence, target.forecast ?? words.noDate, links),
    status(lights[target.light], label(face, light, target.light)), target.lead.join(language === 'zh' ? '、' : ', '),
  ]))}</section>`
}
