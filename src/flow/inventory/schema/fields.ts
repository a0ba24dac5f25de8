import { z } from 'zod'
import { isCalendarDate } from '../../../model/calendar-date.js'
import type { Labels } from '../../../model/labels.js'
import { confidence, recordSource } from '../../../model/enums.js'

/** The collections of an inventory that a field may point into. */
export type ReferenceTarget =
  | 'organisations' | 'people' | 'suppliers' | 'facilities' | 'devices' | 'domains' | 'networks' | 'lines' | 'accessSites' | 'clouds' | 'platforms'
  | 'systems' | 'datasets' | 'projects' | 'exemptions' | 'targets' | 'teams' | 'drPolicies'

declare module 'zod' {
  /** What our fields say beside their type. */
  interface GlobalMeta {
    /** The collections whose ids the field may hold. */
    references?: readonly ReferenceTarget[]
    /** The words of an enum's values. */
    labels?: Labels
    /** The form of a text, for people: `YYYY-MM`. */
    form?: string
  }
}

/** An enum whose allowed values are the keys of a table of labels; the labels go into the JSON Schemas for editors. */
export function oneOf<const L extends Labels>(labels: L) {
  return z.enum(Object.keys(labels) as [keyof L & string, ...(keyof L & string)[]]).meta({ labels })
}

/** A field that holds the id of a record of one of the named collections; `link` checks that the record exists. */
export function reference(...into: [ReferenceTarget, ...ReferenceTarget[]]) {
  return identifier().meta({ form: ID_FORM, references: into })
}

/** The form of an id, RFC 1123 label. */
export const ID_FORM = 'a-z 0-9 -'

const ID_PATTERN = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/** Ids are lower-case words joined by hyphens, at most 63 characters: they become names in clusters and databases. */
export function identifier() {
  return z.string().regex(ID_PATTERN).meta({ form: ID_FORM })
}

/** A day that exists, `YYYY-MM-DD`. */
export function date() {
  return z.string().refine(isCalendarDate, { params: { problem: 'impossible_date' } }).meta({ format: 'date' })
}

/** A month, `YYYY-MM`. */
export function month() {
  return z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/).meta({ form: 'YYYY-MM' })
}

/** An IPv4 network, `10.1.0.0/16`; the loader checks overlaps. */
export function cidr() {
  return z.cidrv4()
}

/** Row of the register of what the policy documents name: `DZ-001`. */
export function registerRef() {
  return z.string().regex(/^(DZ|HZ|TL|DL|SD)-\d{3}$/).meta({ form: 'DZ-001' })
}

const TARGET_FORM = 'T-DZ-01'

/** Row of the table of dated targets: `T-DZ-01`, `F-SD-03`. */
export function targetRef() {
  return z.string().regex(/^[TF]-(DZ|HZ|TL|DL|SD)-\d{2}[a-z]?$/).meta({ form: TARGET_FORM })
}

/** A field that names a target of the same place's programme. */
export function targetReference() {
  return targetRef().meta({ form: TARGET_FORM, references: ['targets'] })
}

export const provenance = z.strictObject({
  source: oneOf(recordSource),
  confidence: oneOf(confidence).optional(),
  note: z.string().optional(),
})

/** What every record carries: where it comes from, and for single fields (`provenance`) where they differ from that. */
export const recordFields = {
  id: identifier(),
  ref: z.array(registerRef()).optional(),
  source: oneOf(recordSource),
  confidence: oneOf(confidence).optional(),
  provenance: z.record(z.string(), provenance).optional(),
  evidence: z.array(z.string()).optional(),
  createdBy: z.string().optional(),
  updatedAt: date().optional(),
  note: z.string().optional(),
}

/** A record: unknown keys are errors. */
export function record<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject({ ...recordFields, ...shape })
}

/** A count that prose gives as a bound (余, 多, 以上, 不低于): exactly, or at least / at most. */
export const boundedCount = z.union([
  z.int().nonnegative(),
  z.strictObject({ atLeast: z.int().nonnegative().optional(), atMost: z.int().nonnegative().optional() }),
])
