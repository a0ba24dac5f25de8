import type { CalendarDate } from '../../model/calendar-date.js'
import type { Intent } from '../inventory/schema/inventory.js'

/** Id of the exemption from a rule for a subject that still holds on a day; a lapsed one covers nothing. */
export function exemptionFor(rule: string, subject: string, on: CalendarDate, exemptions: Intent['exemptions']): string | undefined {
  return exemptions.find((exemption) => exemption.rule === rule && exemption.subject === subject && exemption.expiry >= on)?.id
}
