import { z } from 'zod'
import { isRecord, type DataPath } from './data-path.js'

/** The values the schema has a say in, each with its schema, unwrapped of optional and nullable. Values of the wrong shape are passed over. */
export function walkSchema(schema: unknown, value: unknown, path: DataPath, visit: (schema: z.ZodType, value: unknown, path: DataPath) => void): void {
  const inner = unwrap(schema)
  if (inner === undefined || value === undefined || value === null) return
  visit(inner, value, path)
  for (const [key, childSchema] of childrenOf(inner, value)) {
    walkSchema(childSchema, (value as Record<string | number, unknown>)[key], [...path, key], visit)
  }
}

function childrenOf(schema: z.ZodType, value: unknown): [string | number, unknown][] {
  if (schema instanceof z.ZodObject && isRecord(value)) return Object.entries(schema.shape).filter(([key]) => Object.hasOwn(value, key))
  if (schema instanceof z.ZodRecord && isRecord(value)) return Object.keys(value).map((key) => [key, schema.valueType])
  if (schema instanceof z.ZodArray && Array.isArray(value)) return value.map((_item, index) => [index, schema.element])
  return []
}

/** The schema that a path of data leads to. Of a union the record is followed: it is the only form with fields. */
export function schemaAt(schema: unknown, path: DataPath): z.ZodType | undefined {
  const inner = unwrap(schema)
  const [step, ...rest] = path
  if (step === undefined) return inner
  if (inner instanceof z.ZodObject) return Object.hasOwn(inner.shape, step) ? schemaAt(inner.shape[step], rest) : undefined
  if (inner instanceof z.ZodRecord) return schemaAt(inner.valueType, rest)
  if (inner instanceof z.ZodArray) return schemaAt(inner.element, rest)
  if (inner instanceof z.ZodUnion) return inner.options.map((option) => schemaAt(option, path)).find((found) => found !== undefined)
  return undefined
}

/** The names of the fields that a record at the path may have. */
export function fieldNames(schema: unknown, path: DataPath): string[] {
  const found = schemaAt(schema, path)
  const options = found instanceof z.ZodUnion ? found.options : [found]
  return options.flatMap((option) => (option instanceof z.ZodObject ? Object.keys(option.shape) : []))
}

/** What the schema's author says beside its type (`schema/fields.ts`). */
export function metaOf(schema: z.ZodType | undefined): z.core.GlobalMeta {
  return schema?.meta() ?? {}
}

function unwrap(schema: unknown): z.ZodType | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return unwrap(schema.unwrap())
  return schema instanceof z.ZodType ? schema : undefined
}
