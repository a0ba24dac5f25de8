import { isCalendarDate, type CalendarDate } from '../../../model/calendar-date.js'
import { isRecord, namePath, textAt, valueAt, type DataPath } from '../data-path.js'
import type { Finding } from '../finding.js'
import type { ParsedFile } from '../parse.js'
import { entriesIn, entryName, programmeFileOf, type Entry, type PlaceData } from '../place-data.js'

/** Two fields of a record of which the second cannot lie before the first. A day may be both. */
const periods = [
  ['devices', ['boughtOn'], ['freeMaintenanceEnd']],
  ['devices', ['boughtOn'], ['lifeEnd']],
  ['devices', ['boughtOn'], ['move', 'date']],
  ['zombieAssessments', ['confirmedOn'], ['closedOn']],
  ['similarityGroups', ['decidedOn'], ['mergeBy']],
  ['verifications', ['trialFrom'], ['trialTo']],
  ['exemptions', ['approvedOn'], ['expiry']],
  ['rules', ['from'], ['to']],
] as const

export function reversedDates(data: PlaceData): Finding[] {
  const inRecords = periods.flatMap(([list, earlier, later]) => entriesIn(data, list).flatMap((entry) => reversed(entry, earlier, later)))
  return [...inRecords, ...programmeDates(data)]
}

function reversed(entry: Entry, earlier: DataPath, later: DataPath): Finding[] {
  const [earlierDate, laterDate] = [dayAt(entry.record, earlier), dayAt(entry.record, later)]
  if (earlierDate === undefined || laterDate === undefined || laterDate >= earlierDate) return []
  const params = { record: entryName(entry), earlier: earlier.join('.'), earlierDate, later: later.join('.'), laterDate }
  return [{ code: 'INV_REVERSED_DATES', params, file: entry.file, path: [...entry.path, ...later], part: 'value' }]
}

/** No date of the programme and no wave lies before its start. */
function programmeDates(data: PlaceData): Finding[] {
  const file = programmeFileOf(data)
  const start = dayAt(file?.value, ['dates', 'start'])
  if (file === undefined || start === undefined) return []
  const dates = valueAt(file.value, ['dates'])
  const paths = [...Object.keys(isRecord(dates) ? dates : {}).map((key) => ['dates', key]), ...entriesIn(data, 'waves').map(({ path }) => [...path, 'start'])]
  return paths.flatMap((path) => {
    const laterDate = dayAt(file.value, path)
    if (laterDate === undefined || laterDate >= start) return []
    const params = { record: 'programme.yaml', earlier: 'dates.start', earlierDate: start, later: namePath(file.value, path), laterDate }
    return [{ code: 'INV_REVERSED_DATES', params, file, path, part: 'value' } satisfies Finding]
  })
}

/** Dates that a move has to meet, where a date before the programme's start is a mistake or a promise already broken: a warning. */
const moveDates = [['networks', 'targetDate'], ['lines', 'targetDate'], ['pins', 'notBefore']] as const

export function datesBeforeStart(data: PlaceData): Finding[] {
  const start = dayAt(programmeFileOf(data)?.value, ['dates', 'start'])
  if (start === undefined) return []
  return moveDates.flatMap(([list, key]) => entriesIn(data, list).flatMap(({ record, file, path }) => {
    const date = dayAt(record, [key])
    return date === undefined || date >= start ? [] : [beforeStart(file, [...path, key], date, start)]
  }))
}

function beforeStart(file: ParsedFile, path: DataPath, date: CalendarDate, start: CalendarDate): Finding {
  return { code: 'INV_DATE_BEFORE_START', severity: 'warning', params: { field: namePath(file.value, path), date, start }, file, path, part: 'value' }
}

function dayAt(root: unknown, path: DataPath): CalendarDate | undefined {
  const text = textAt(root, ...path)
  return text !== undefined && isCalendarDate(text) ? text : undefined
}
