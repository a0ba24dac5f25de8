import { z } from 'zod'
import { calendarKind, calendarLevel, taskAction, waveKind } from '../../../model/enums.js'
import { date, identifier, oneOf, recordFields, reference, registerRef, targetRef, targetReference } from './fields.js'

/** 政策指标: one row of the targets of a place. A row without a date says why (`deadlineBasis`). */
export const policyTarget = z.strictObject({
  id: targetRef(),
  kind: z.enum(['target', 'figure']),
  text: z.string(),
  /** As the document words it. */
  deadlineText: z.string(),
  deadline: date().nullable(),
  deadlineBasis: z.string().optional(),
  /** 牵头. */
  lead: z.array(z.string()),
  /** 责任、配合、落实. */
  responsible: z.array(z.string()),
  measure: z.strictObject({ text: z.string(), metric: z.string().optional(), op: z.enum(['=', '>=', '<=', '>', '<']).optional(), value: z.number().optional(), unit: z.string().optional() }),
})

/** A task of the programme that carries rows of the register which are not objects of the inventory. */
export const programmeTask = z.strictObject({
  id: identifier(),
  ref: z.array(registerRef()).min(1),
  name: z.string(),
  action: oneOf(taskAction),
  phase: z.enum(['P0', 'P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8', 'P9', 'P10', 'P11', 'P12', 'P13']).optional(),
  lead: z.array(z.string()).optional(),
  due: date().optional(),
  targets: z.array(targetReference()).optional(),
  source: recordFields.source,
  note: z.string().optional(),
})

/** 督办任务. */
export const supervisionTask = z.strictObject({ id: identifier(), target: targetReference(), owner: z.string(), due: date(), lastReport: z.string().optional(), obstacle: z.string().optional(), escalation: z.string().optional() })

/** Dates that rules and the planner take from the place, never from code. Keys are read by the rules that name them. */
const policyDates = z.strictObject({
  start: date(),
  cloudMigrationBy: date().optional(),
  equipmentMoveBy: date().optional(),
  networksMergedBy: date().optional(),
  roomsClosedBy: date().optional(),
  cloudEvaluationBy: date().optional(),
  drLinkBy: date().optional(),
  zombiesClosedBy: date().optional(),
  mergesBy: date().optional(),
  sharingBy: date().optional(),
  websitesBy: date().optional(),
})

/** A team that carries out moves; `parallel` systems at a time. */
const team = z.strictObject({ id: identifier(), name: z.string(), parallel: z.int().positive(), source: recordFields.source })

/** Pins of people: this system in that wave, or not before a date. */
const pin = z.strictObject({ system: reference('systems'), wave: z.int().positive().optional(), notBefore: date().optional(), reason: z.string() })

/** `migrations/<place>/programme.yaml`. */
export const programmeFile = z.strictObject({
  place: identifier(),
  name: z.string(),
  document: z.strictObject({ title: z.string(), number: z.string().optional(), issued: z.string() }),
  lead: z.array(z.string()),
  dates: policyDates,
  /** Rules switched on or off for the place; what is not named keeps its default. */
  rules: z.record(z.string(), z.enum(['on', 'off'])).optional(),
  waves: z.array(z.strictObject({ no: z.int().positive(), kind: oneOf(waveKind), start: date().optional(), maxSystems: z.int().positive().optional() })).min(1),
  teams: z.array(team).min(1),
  /** Uplink of each facility systems leave from, in Mbit/s that the copy may use. */
  uplinks: z.array(z.strictObject({ facility: reference('facilities'), mbps: z.number().positive(), source: recordFields.source })).optional(),
  /** Days of trial run between opening and commit. */
  trialDays: z.int().nonnegative(),
  /** Working days that preparing one system takes before its data is copied. */
  preparationDays: z.int().positive(),
  pins: z.array(pin).optional(),
  targets: z.array(policyTarget),
  tasks: z.array(programmeTask).optional(),
  supervision: z.array(supervisionTask).optional(),
})

/** `migrations/<place>/calendar.yaml`: cutover windows and the days on which nothing may be cut over. */
export const calendarFile = z.strictObject({
  /** Nights or days of the week on which cutovers may happen, local time. */
  windows: z.array(z.strictObject({ weekdays: z.array(z.int().min(1).max(7)).min(1), start: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/).meta({ form: 'HH:MM' }), minutes: z.int().positive(), source: recordFields.source })).min(1),
  rules: z.array(z.strictObject({ name: z.string(), kind: oneOf(calendarKind), level: oneOf(calendarLevel), from: date(), to: date(), region: z.string().optional(), source: recordFields.source })),
})

/** `migrations/<place>/exemptions.yaml`. */
export const exemptionsFile = z.strictObject({
  exemptions: z.array(z.strictObject({
    id: identifier(),
    rule: z.string(),
    subject: identifier(),
    reason: z.string(),
    approver: z.string(),
    approvedOn: date(),
    expiry: date(),
    evidence: z.array(z.string()).optional(),
    source: recordFields.source,
  })),
})
