import { z } from 'zod'
import type { Labels } from '../../model/labels.js'
import { metaOf } from './schema-walk.js'
import { fileSchemas, type FileRole } from './source-file.js'

/** File name and text of the JSON Schema of each kind of file, for editors (draft 7, which the YAML language server reads). */
export function jsonSchemas(): readonly { readonly name: string; readonly text: string }[] {
  return (Object.keys(fileSchemas) as FileRole[]).map((role) => ({ name: `${role}.schema.json`, text: `${JSON.stringify(schemaOf(role), null, 2)}\n` }))
}

function schemaOf(role: FileRole): object {
  return z.toJSONSchema(fileSchemas[role], {
    target: 'draft-7',
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      const { labels } = metaOf(zodSchema instanceof z.ZodType ? zodSchema : undefined)
      for (const ours of ['labels', 'references', 'form']) delete jsonSchema[ours]
      if (labels !== undefined) Object.assign(jsonSchema, describe(labels, jsonSchema.enum ?? []))
    },
  })
}

/** The words of each value: as one text for people, and one by one (`enumDescriptions`) for editors that show them in the list. */
function describe(labels: Labels, values: readonly unknown[]): { description: string; enumDescriptions: string[] } {
  const words = values.map((value) => labels[String(value)]).map((label) => (label === undefined ? '' : `${label.zh} / ${label.en}`))
  return { description: values.map((value, index) => `${String(value)}: ${words[index]}`).join('\n'), enumDescriptions: words }
}
