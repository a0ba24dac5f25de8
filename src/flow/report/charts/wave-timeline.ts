import { addDays, daysBetween, type CalendarDate } from '../../../model/calendar-date.js'
import { html, type Markup } from '../html/markup.js'
import { round } from './progress-bar.js'

export interface TimelineRow {
  readonly label: string
  readonly start: CalendarDate
  readonly end: CalendarDate
  /** Days on which systems of the row cut over. */
  readonly cutovers: readonly CalendarDate[]
  readonly mood: 'done' | 'running' | 'blocked' | 'planned'
}

interface TimelineWords {
  readonly title: string
  readonly cutovers: string
  readonly today: string
}

const WIDTH = 720
const LEFT = 130
const ROW = 30
const HEAD = 24
const FOOT = 18

/** One bar per wave from its first to its last day, a mark per cutover day, a line at the day of the data where that lies inside. */
export function waveTimeline(rows: readonly TimelineRow[], dataDate: CalendarDate, words: TimelineWords, name: string): Markup {
  const from = rows.map(({ start }) => start).sort()[0] ?? dataDate
  const to = rows.map(({ end }) => end).sort().at(-1) ?? dataDate
  const span = Math.max(1, daysBetween(from, to))
  const x = (date: CalendarDate) => LEFT + ((WIDTH - LEFT - 12) * daysBetween(from, date)) / span
  const height = HEAD + rows.length * ROW + FOOT
  const middle = addDays(from, Math.floor(span / 2))
  const isInside = dataDate >= from && dataDate <= to
  return html`<svg class="chart" role="img" aria-labelledby="${name}-title ${name}-desc" viewBox="0 0 ${WIDTH} ${height}">
<title id="${name}-title">${words.title}</title><desc id="${name}-desc">${rows.map((row) => described(row, words)).join('; ')}</desc>
${months(from, to).map((month) => monthMarkup(month, x(month), height))}
${rows.map((row, index) => rowMarkup(row, HEAD + index * ROW, x))}
${isInside && dataDay(round(x(dataDate)), height, dataDate > middle ? 'end' : 'start', `${words.today} ${dataDate}`)}
</svg>`
}

function described({ label, start, end, cutovers }: TimelineRow, words: TimelineWords): string {
  return `${label}: ${start} – ${end}, ${words.cutovers} ${cutovers.join(', ')}`
}

function dataDay(x: number, height: number, anchor: 'start' | 'end', text: string): Markup {
  return html`<line class="today" x1="${x}" y1="${HEAD - 6}" x2="${x}" y2="${height - FOOT + 4}"/>
<text class="today-label" x="${x}" y="${height - 3}" text-anchor="${anchor}">${text}</text>`
}

/** First days of the months; the day the chart begins stands for its own month when that has room for a label. */
function months(from: CalendarDate, to: CalendarDate): readonly CalendarDate[] {
  const found: CalendarDate[] = []
  let [year, month] = from.split('-').map(Number) as [number, number]
  for (;;) {
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1]
    const first = `${year}-${String(month).padStart(2, '0')}-01`
    if (first > to) return thin(hasRoom(from, found[0], to) ? [from, ...found] : found)
    found.push(first)
  }
}

function hasRoom(from: CalendarDate, next: CalendarDate | undefined, to: CalendarDate): boolean {
  return next === undefined || daysBetween(from, next) / Math.max(1, daysBetween(from, to)) > 0.09
}

/** At most twelve labels fit side by side; the programme of a province runs for years. */
function thin(dates: readonly CalendarDate[]): readonly CalendarDate[] {
  const step = Math.ceil(dates.length / 12)
  return dates.filter((_, index) => index % step === 0)
}

function monthMarkup(date: CalendarDate, x: number, height: number): Markup {
  return html`<line class="grid" x1="${round(x)}" y1="${HEAD - 6}" x2="${round(x)}" y2="${height}"/>
<text class="tick" x="${round(x)}" y="12">${date.slice(0, 7)}</text>
`
}

function rowMarkup({ label, start, end, cutovers, mood }: TimelineRow, y: number, x: (date: CalendarDate) => number): Markup {
  const width = Math.max(3, x(end) - x(start))
  return html`<text class="row-label" x="0" y="${y + 19}">${label}</text>
<rect class="wave ${mood}" x="${round(x(start))}" y="${y + 4}" width="${round(width)}" height="${ROW - 10}" rx="2"/>
${cutovers.map((date) => diamond(x(date), y + ROW / 2 - 1))}`
}

function diamond(x: number, y: number): Markup {
  return html`<path class="cutover" d="M${round(x)} ${y - 6}l6 6-6 6-6-6z"/>
`
}
