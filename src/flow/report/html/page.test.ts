import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { CLASSIFIED_ID, reportInput } from '../../../../tests/support/report-fixture.js'
import { figuresIn } from '../facts/figure.js'
import { makeFacts } from '../facts.js'
import { figureText, sentenceText, shown } from '../sentence.js'
import { storyOf } from '../story.js'
import { html } from './markup.js'
import { reportPage } from './page.js'

const css = readFileSync(new URL('../../../../web/report.css', import.meta.url), 'utf8')
const facts = makeFacts(reportInput())
const page = reportPage(facts, css)
const chinese = page.slice(page.indexOf('<article class="face zh"'), page.indexOf('<article class="face en"'))
const english = page.slice(page.indexOf('<article class="face en"'), page.indexOf('<section class="appendix"'))
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found]) => found ?? '')

describe('the page', () => {
  it('loads nothing: no script, no address of elsewhere, a policy that allows neither', () => {
    expect(page).not.toMatch(/<script|<link|<iframe|javascript:|url\(|@import/i)
    expect(page).not.toMatch(/https?:|\/\/[a-z]/i)
    expect(page).toContain('content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:"')
  })

  it('shows whatever a system is called as text', () => {
    const hostile = reportPage(makeFacts(reportInput({ permits: '<script>alert("1")</script> & \'审批\'' })), css)

    expect(hostile).not.toContain('<script')
    expect(hostile).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;审批&#39;')
  })

  it('does not let a style sheet end its element', () => {
    expect(reportPage(facts, 'a::after { content: "</style><b>" }')).not.toContain('</style><b>')
  })

  it('leads every link to a place that exists, and has every id once', () => {
    const ids = all(page, / id="([^"]+)"/g)
    const targets = all(page, /href="#([^"]+)"/g)

    expect(new Set(ids).size).toBe(ids.length)
    expect(targets.length).toBeGreaterThan(150)
    expect(targets.filter((target) => !ids.includes(target))).toEqual([])
  })

  it('lists every record and artifact with its hash', () => {
    for (const { id, hash } of facts.appendix) {
      expect(page).toContain(`<code>${html`${id}`.markup}</code>`)
      expect(page).toContain(hash)
    }
  })

  it('shows each figure of the totals and of the systems as a link to its evidence', () => {
    const linked = new Set(all(chinese, /<a class="fig" href="#ev-[^"]+">([^<]+)<\/a>/g))
    const { copiedRows, copiedBytes, systems, verified, onNewSide, drillsPassed, drillsNeeded, ...printed } = facts.totals

    expect([copiedRows, copiedBytes, systems, verified, onNewSide, drillsPassed, drillsNeeded].every(({ value }) => value !== null)).toBe(true)
    for (const [name, figure] of figuresIn(printed)) {
      expect(linked, name).toContain(figureText(shown(figure, name === 'migrationRate' ? 'percent' : 'count'), 'zh'))
    }
    for (const { acknowledged, lost, outageMs } of facts.systems.filter((one) => one.acknowledged.value !== null)) {
      for (const figure of [acknowledged, lost, outageMs]) expect(linked).toContain(figureText(shown(figure), 'zh'))
    }
  })

  it('says nothing of a classified system but the count', () => {
    expect(page).not.toContain(CLASSIFIED_ID)
    expect(chinese).toMatch(/涉密系统（仅计数）<\/th>\s*<td class="num"><a [^>]+>2<\/a>/)
  })

  it('is Chinese first and English second, and the English half has no words of ours in Chinese', () => {
    const ours = english.replace(/<[^>]+>/g, ' ')
    const data = new Set(JSON.stringify(facts).match(/\p{Script=Han}+/gu))

    expect(page.indexOf('lang="zh-CN">')).toBeLessThan(page.indexOf('lang="en">'))
    expect((ours.match(/\p{Script=Han}+/gu) ?? []).filter((word) => ![...data].some((known) => known.includes(word)))).toEqual([])
  })

  it('gives each chart a name, a description and a table', () => {
    const charts = page.split('<svg').slice(1)

    expect(charts).toHaveLength(4)
    for (const chart of charts) {
      expect(chart).toMatch(/role="img" aria-labelledby="[\w-]+-title [\w-]+-desc"/)
      expect(chart.slice(chart.indexOf('</svg>'), chart.indexOf('</section>'))).toContain('<table')
    }
  })

  it('gives each table a caption and heads with a scope', () => {
    for (const table of page.split('<table').slice(1)) {
      expect(table).toMatch(/^[^>]*><caption>[^]+?<\/caption>/)
      expect(table.match(/<th(?! scope=)[\s>]/g)).toBeNull()
    }
  })

  it('carries the form of an official page: day of the data, units, who filled it in, who reviewed it', () => {
    for (const word of ['数据截至：', '单位：', '填表人：李操作', '审核人：', '联系电话：']) expect(chinese.replace(/<[^>]+>/g, '')).toContain(word)
    expect(css).toContain('@page')
    expect(css).toContain('table-header-group')
  })

  it('is the same for the same facts', () => {
    expect(reportPage(makeFacts(reportInput()), css)).toBe(page)
  })
})

describe('the story', () => {
  it('is one sentence a manager can say', () => {
    expect(sentenceText(storyOf(facts, 'zh').headline, 'zh')).toBe('应迁移上云 5 个系统，已迁移 1 个，3 个在新环境运行，关停归档 1 个；已确认写入 32,960 次，丢失 0 次；5 项待决。')
    expect(sentenceText(storyOf(facts, 'en').headline, 'en')).toBe(
      '1 of 5 systems migrated to the cloud, 3 served by the new side, 1 retired; 32,960 writes acknowledged, 0 lost; 5 items wait for a decision.',
    )
  })

  it('does not say that nothing was lost where nobody measured', () => {
    const unmeasured = makeFacts({ ...reportInput(), evidence: reportInput().evidence.filter(({ kind }) => kind !== 'measurement') })

    expect(sentenceText(storyOf(unmeasured, 'en').headline, 'en')).toContain('users did not measure their writes')
  })

  it('says of each open matter what it is, since when and who acts', () => {
    expect(storyOf(facts, 'en').decisions.map(({ sentence }) => sentenceText(sentence, 'en'))).toEqual([
      '环境监测采集系统 has been blocked since 2026-04-11 22:38 at step "copy": the source does not answer: connect ECONNREFUSED 10.8.0.4:5432',
      '2 findings of severity block or error are open; mend them or grant exemptions (section 6).',
      '电子档案系统 has waited for signatures since 2026-04-11 22:38 (next: cutover; signed 0/1).',
      '行政审批系统 has waited for signatures since 2026-04-11 22:38 (next: commit (no way back); signed 0/2).',
      'Target T-DZ-01 "关停部门机房，设备托管到市数据中心" is due on 2026-05-31 and forecast for 2026-06-15; change the plan or ask for a later date (lead: 市电政办).',
    ])
  })
})

describe('the style sheet', () => {
  const colors = Object.fromEntries([...css.matchAll(/--(\w+): (#[0-9a-f]{6})/g)].map(([, name, value]) => [name ?? '', value ?? '']))

  it.each(['ink', 'soft', 'good', 'warn', 'bad', 'idle', 'link', 'title'])('has enough contrast for %s on white and on the shade (WCAG 2.2: 4.5:1)', (name) => {
    expect(contrast(colors[name] ?? '', '#ffffff')).toBeGreaterThanOrEqual(4.5)
    expect(contrast(colors[name] ?? '', colors['shade'] ?? '')).toBeGreaterThanOrEqual(4.5)
  })
})

/** Contrast of two colours as WCAG 2.2 defines it. */
function contrast(one: string, other: string): number {
  const [dark, bright] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return ((bright ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

function luminance(color: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
  const [r = 0, g = 0, b = 0] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
