import { describe, expect, it } from 'vitest'
import { jsonSchemas } from './json-schema.js'

const textOf = (name: string) => jsonSchemas().find((schema) => schema.name === name)?.text ?? ''

describe('the JSON Schemas for editors', () => {
  it('exist for every kind of file', () => {
    expect(jsonSchemas().map(({ name }) => name)).toEqual(['inventory', 'programme', 'calendar', 'exemptions', 'endpoints', 'sites', 'changes'].map((name) => `${name}.schema.json`))
  })

  it('describe every enum of the model in Chinese and English', () => {
    const text = textOf('inventory.schema.json')

    expect(text).toContain('department_room: 部门机房 / department room')
    expect(text).not.toMatch(/"(labels|references|form)":/)
  })

  it('refuse unknown keys and classified devices', () => {
    const schema = JSON.parse(textOf('inventory.schema.json')) as { additionalProperties: boolean; properties: { devices: { items: { properties: { classified: { enum: string[] } } } } } }

    expect(schema.additionalProperties).toBe(false)
    expect(schema.properties.devices.items.properties.classified.enum).toEqual(['none', 'internal'])
  })
})
