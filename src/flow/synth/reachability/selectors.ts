import type { Requirement, Selector } from './network.js'

type Labels = Readonly<Record<string, string>>

/** Every requirement has to hold; a selector without any holds for all. */
export function selectorMatches({ matchLabels, matchExpressions }: Selector, labels: Labels): boolean {
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value) && matchExpressions.every((requirement) => holds(requirement, labels))
}

/** `NotIn` holds where the key is missing: a label that is not there is none of the values. */
function holds({ key, operator, values }: Requirement, labels: Labels): boolean {
  const value = labels[key]
  switch (operator) {
    case 'In': return value !== undefined && values.includes(value)
    case 'NotIn': return value === undefined || !values.includes(value)
    case 'Exists': return value !== undefined
    case 'DoesNotExist': return value === undefined
  }
}
