import { planReasonWords } from '../../app/plan/show.js'
import type { Explanation } from '../../app/plan/why.js'
import type { Io } from '../io.js'
import { planWords } from './plan-words.js'

/** The date, what goes with it, why it is not earlier with the binding constraint first, and the chain of work. */
export function showExplanation({ system, date, wave, together, groupReasons, activities, reasons, leadDays }: Explanation, io: Io): void {
  const words = planWords[io.language]
  io.stdout(date === null ? words.noDate(system) : words.date(system, date, wave === null ? '—' : String(wave)))
  if (together.length > 1) io.stdout(words.together(together.filter((other) => other !== system).join(', ')))
  for (const reason of groupReasons) io.stdout(`  ${planReasonWords(reason, io.language)}`)
  io.stdout(words.because)
  reasons.forEach((reason, index) => io.stdout(`  ${planReasonWords(reason, io.language)}${index === 0 && date !== null ? `  ← ${words.binding}` : ''}`))
  if (leadDays !== null) io.stdout(words.lead(leadDays))
  for (const { kind, start, end, reasons: why } of activities) {
    io.stdout(`  ${start}  ${end}  ${words.work[kind]}  ${why.map((reason) => planReasonWords(reason, io.language)).join('; ')}`)
  }
}
