import { html, type Markup } from '../html/markup.js'

export interface Part {
  readonly id: string
  readonly label: string
  readonly count: number
  /** 0 to 1. */
  readonly share: number
}

const WIDTH = 720
const HEIGHT = 34

/** One bar of parts side by side; each carries its number, and a pattern of its own besides its colour. */
export function progressBar(title: string, parts: readonly Part[], name: string): Markup {
  const shown = parts.filter(({ share }) => share > 0)
  const starts = shown.map((_, index) => shown.slice(0, index).reduce((sum, { share }) => sum + share, 0))
  const description = parts.map(({ label, count }) => `${label} ${count}`).join('; ')
  return html`<svg class="chart" role="img" aria-labelledby="${name}-title ${name}-desc" viewBox="0 0 ${WIDTH} ${HEIGHT}">
<title id="${name}-title">${title}</title><desc id="${name}-desc">${description}</desc>
${shown.map(({ id, count, share }, index) => partMarkup(id, count, (starts[index] ?? 0) * WIDTH, share * WIDTH))}
</svg>`
}

function partMarkup(id: string, count: number, x: number, width: number): Markup {
  return html`<rect class="part ${id}" x="${round(x)}" y="1" width="${round(width)}" height="${HEIGHT - 2}"/>
<text class="part-label ${id}" x="${round(x + width / 2)}" y="${HEIGHT / 2 + 5}" text-anchor="middle">${count}</text>
`
}

export function round(value: number): number {
  return Math.round(value * 10) / 10
}
