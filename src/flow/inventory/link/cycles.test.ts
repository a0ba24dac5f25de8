import { describe, expect, it } from 'vitest'
import { parseFile } from '../parse.js'
import { placeData } from '../place-data.js'
import { dependencyCycles } from './cycles.js'

function cyclesOf(...edges: readonly string[]): unknown[] {
  const lines = edges.map((edge) => `  - { from: ${edge[0]}, to: ${edge[1]}, kind: api, criticality: hard, source: assumed }`)
  const file = parseFile({ path: 'inventory/p/a.yaml', role: 'inventory', text: `dependencies:\n${lines.join('\n')}\n` })
  return dependencyCycles(placeData('p', [file])).map(({ params }) => params['path'])
}

describe('circles of dependencies', () => {
  it('are none in a graph that only branches and joins', () => {
    expect(cyclesOf('ab', 'ac', 'bd', 'cd', 'de')).toEqual([])
  })

  it('are printed as the shortest path back, one through every node', () => {
    expect(cyclesOf('ab', 'bc', 'cd', 'da', 'ca')).toEqual(['a → b → c → a', 'd → a → b → c → d'])
  })

  it('are told once each', () => {
    expect(cyclesOf('ab', 'ba', 'bc', 'cd', 'dc', 'ee')).toEqual(['a → b → a', 'c → d → c', 'e → e'])
  })

  it('are found in a chain of 20 000 without running out of stack', () => {
    const text = Array.from({ length: 20_000 }, (_, i) => `- { from: s${i}, to: s${i + 1} }`).join('\n')
    const file = parseFile({ path: 'a', role: 'inventory', text: `dependencies:\n${text}\n` })

    expect(dependencyCycles(placeData('p', [file]))).toEqual([])
  })
})
