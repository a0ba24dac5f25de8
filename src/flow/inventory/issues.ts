import type { z } from 'zod'
import type { Code } from '../../diagnostics/codes.js'
import type { Params } from '../../diagnostics/diagnostic.js'
import { suggest } from '../../diagnostics/suggest.js'
import { addDays, isCalendarDate } from '../../model/calendar-date.js'
import { namesSecret } from '../../model/secret-words.js'
import { isRecord, namePath, valueAt, type DataPath } from './data-path.js'
import type { Finding } from './finding.js'
import type { ParsedFile } from './parse.js'
import type { EndpointProblem } from './schema/endpoint-checks.js'
import { ID_FORM } from './schema/fields.js'
import { fieldNames, metaOf, schemaAt } from './schema-walk.js'
import { fileSchemas } from './source-file.js'

type Issue = z.core.$ZodIssue

/** What a file says against its schema, in our words: none of zod's texts ever reaches a reader. */
export function issueFindings(file: ParsedFile, issues: readonly Issue[]): Finding[] {
  return issues.flatMap((issue) => findingsOf(file, issue, []))
}

function findingsOf(file: ParsedFile, issue: Issue, base: DataPath): Finding[] {
  const path = [...base, ...dataPath(issue.path)]
  if (path.includes('password')) return [plainPassword(file, path)]
  if (isSecretConfig(path)) return []
  if (path.includes('image') && issue.code !== 'unrecognized_keys' && ['image', 'digest'].includes(String(path.at(-1)))) return [imageWithoutDigest(file, path)]
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(file, path, key))
  if (issue.code === 'custom') return [customFinding(file, issue, path)]
  if (issue.code === 'invalid_union') return unionFindings(file, issue, path)
  if (valueAt(file.value, path) === undefined && path.length > 0) return [missingField(file, path)]
  return [invalidValue(file, issue, path)]
}

function dataPath(path: readonly PropertyKey[]): DataPath {
  return path.map((step) => (typeof step === 'symbol' ? String(step) : step))
}

function unknownKey(file: ParsedFile, path: DataPath, key: string): Finding {
  const suggestion = suggest(key, fieldNames(fileSchemas[file.role], path))
  return { code: 'INV_UNKNOWN_KEY', params: { key, record: recordName(file, path) }, file, path: [...path, key], part: 'key', suggestion }
}

function missingField(file: ParsedFile, path: DataPath): Finding {
  const owner = path.slice(0, -1)
  return { code: 'INV_MISSING_FIELD', params: { key: String(path.at(-1)), record: recordName(file, owner) }, file, path: owner, part: 'value' }
}

function plainPassword(file: ParsedFile, path: DataPath): Finding {
  const upTo = path.slice(0, path.indexOf('password') + 1)
  return { code: 'INV_PLAIN_PASSWORD', params: { field: namePath(file.value, upTo) }, file, path: upTo, part: 'key' }
}

/** Told by the link stage, which looks at every value of a configuration: any other message would show the value. */
function isSecretConfig(path: DataPath): boolean {
  const at = path.indexOf('config')
  return at !== -1 && path.slice(at + 1).some((step) => namesSecret(String(step)))
}

/** A digest that is missing or malformed, or an image written as one text with a tag. */
function imageWithoutDigest(file: ParsedFile, path: DataPath): Finding {
  const at = path.slice(0, path.lastIndexOf('image') + 1)
  return { code: 'INV_IMAGE_NO_DIGEST', params: { field: namePath(file.value, at), value: show(valueAt(file.value, path) ?? '-') }, file, path, part: 'value' }
}

/** Of a union the form is taken whose outer type fits the value; its own problems are then the ones to tell. */
function unionFindings(file: ParsedFile, issue: z.core.$ZodIssueInvalidUnion, path: DataPath): Finding[] {
  const forms = 'options' in issue ? (issue.options ?? []) : []
  if (forms.length > 0) return [formFinding(file, forms.map(String), path)]
  const fitting = issue.errors.find((errors) => errors.every((error) => error.path.length > 0 || error.code !== 'invalid_type'))
  if (fitting !== undefined) return fitting.flatMap((error) => findingsOf(file, error, path))
  return [{ code: 'INV_BAD_COUNT', params: { field: namePath(file.value, path), value: quoted(valueAt(file.value, path)) }, file, path, part: 'value' }]
}

/** The field that says which form a record has. */
function formFinding(file: ParsedFile, allowed: readonly string[], path: DataPath): Finding {
  const value = valueAt(file.value, path)
  return value === undefined ? missingField(file, path) : invalidOption({ field: recordName(file, path), value: show(value) }, allowed, file, path)
}

function invalidValue(file: ParsedFile, issue: Issue, path: DataPath): Finding {
  const value = valueAt(file.value, path)
  const common = { field: recordName(file, path), value: show(value) }
  const at = { file, path, part: 'value' } as const
  if (issue.code === 'invalid_type') return { code: typeCode[issue.expected] ?? 'INV_EXPECTED_RECORD', params: { ...common, value: quoted(value) }, ...at }
  if (issue.code === 'invalid_value') return invalidOption(common, issue.values.map(String), file, path)
  if (issue.code === 'too_small' || issue.code === 'too_big') return sizeFinding(issue, common, at)
  if (issue.code === 'invalid_format' && issue.format === 'cidrv4') return { code: 'INV_BAD_CIDR', params: common, ...at }
  const { form } = metaOf(schemaAt(fileSchemas[file.role], path))
  if (form === ID_FORM) return { code: 'INV_BAD_ID', params: common, ...at, suggestion: likelyId(common.value) }
  const pattern = issue.code === 'invalid_format' ? issue.pattern : undefined
  return { code: 'INV_BAD_FORMAT', params: { ...common, form: form ?? pattern ?? '?' }, ...at }
}

/** What a schema's own checks found, by the name they gave it. Of what is missing the record is shown that lacks it. */
function customFinding(file: ParsedFile, { params = {} }: z.core.$ZodIssueCustom, path: DataPath): Finding {
  const { problem, ...more } = params
  const common = { field: recordName(file, path), value: show(valueAt(file.value, path)) }
  if (problem === 'impossible_date') return { code: 'INV_IMPOSSIBLE_DATE', params: common, file, path, part: 'value', suggestion: likelyDate(common.value) }
  if (problem === 'no_cron_schedule') return { code: 'INV_BAD_SCHEDULE', params: common, file, path, part: 'value' }
  const code = endpointCode[problem as EndpointProblem]
  return { code, params: { ...common, ...(more as Params) }, file, path, part: 'value' }
}

const endpointCode = {
  no_source: 'INV_ENDPOINT_NO_SOURCE', no_roles: 'INV_ENDPOINT_NO_ROLES', no_files: 'INV_ENDPOINT_NO_FILES', copier_of_another_engine: 'INV_ENDPOINT_COPIER',
  both_remote: 'INV_ENDPOINT_BOTH_REMOTE', half_target: 'INV_ENDPOINT_HALF_MOVED', named_twice: 'INV_ENDPOINT_SAME_NAME', no_socket: 'INV_ENDPOINT_NO_SOCKET',
} as const satisfies Record<EndpointProblem, Code>

const typeCode: Partial<Record<string, Code>> = {
  string: 'INV_EXPECTED_TEXT', number: 'INV_EXPECTED_NUMBER', int: 'INV_EXPECTED_WHOLE_NUMBER', boolean: 'INV_EXPECTED_BOOLEAN', array: 'INV_EXPECTED_LIST',
}

/** A word of the forms, Chinese or English, suggests its value; otherwise the value with the nearest spelling. */
function invalidOption(common: { field: string; value: string }, allowed: readonly string[], file: ParsedFile, path: DataPath): Finding {
  const { labels = {} } = metaOf(schemaAt(fileSchemas[file.role], path))
  const byLabel = allowed.find((option) => labels[option]?.zh === common.value || labels[option]?.en === common.value)
  const suggestion = byLabel ?? suggest(common.value, allowed)
  if (path.at(-1) === 'classified' && ['secret', 'confidential', 'top'].includes(common.value)) return classifiedRecord(file, path)
  return { code: 'INV_INVALID_OPTION', params: { ...common, allowed: allowed.join(', ') }, file, path, part: 'value', suggestion }
}

function classifiedRecord(file: ParsedFile, path: DataPath): Finding {
  const [list, index] = path
  return { code: 'INV_CLASSIFIED_RECORD', params: { record: `${list}[${index}]` }, file, path, part: 'value' }
}

function sizeFinding(
  issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig,
  common: { field: string; value: string },
  at: Pick<Finding, 'file' | 'path' | 'part'>,
): Finding {
  if (issue.origin === 'string' || issue.origin === 'array') {
    return { code: 'INV_TOO_SHORT', params: { ...common, minimum: 'minimum' in issue ? String(issue.minimum) : '' }, ...at }
  }
  const bound = issue.code === 'too_small' ? `${issue.inclusive ? '≥' : '>'} ${issue.minimum}` : `${issue.inclusive ? '≤' : '<'} ${issue.maximum}`
  return { code: 'INV_OUT_OF_RANGE', params: { ...common, bound }, ...at }
}

/** The record as people name it; the root of a file by its file name. */
function recordName(file: ParsedFile, path: DataPath): string {
  return path.length === 0 ? file.path.split('/').at(-1) ?? file.path : namePath(file.value, path)
}

/** A value in a sentence: short, and never a whole record. */
function show(value: unknown): string {
  if (Array.isArray(value)) return '[…]'
  if (isRecord(value)) return '{…}'
  const text = String(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

/** Text in quotes, so that '12' and 12 can be told apart. */
function quoted(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(show(value)) : show(value)
}

/** `2018-02-30` -> the last day of that month; `2018/6/3` -> `2018-06-03`; `2018-06` -> its last day. */
function likelyDate(text: string): string | undefined {
  const [, year = '', month = '', day] = /^(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?月?$/.exec(text) ?? []
  const first = `${year}-${month.padStart(2, '0')}-01`
  if (!isCalendarDate(first)) return undefined
  const exact = `${first.slice(0, 8)}${(day ?? '').padStart(2, '0')}`
  const lastDay = addDays(`${addDays(first, 31).slice(0, 8)}01`, -1)
  return isCalendarDate(exact) ? exact : lastDay
}

function likelyId(text: string): string | undefined {
  const id = text.trim().toLowerCase().replace(/[\s_./]+/g, '-').replace(/^-+|-+$/g, '')
  return /^[a-z0-9-]{1,63}$/.test(id) ? id : undefined
}

