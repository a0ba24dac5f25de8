import { expect, it } from 'vitest'
import { quantityOf } from './quantity.js'

it.each([['500m', 0.5], ['2', 2], ['0.5', 0.5], ['4Gi', 2 ** 32], ['1024Mi', 2 ** 30], ['1e3', 1000], ['12k', 12_000], ['-1', -1], [3, 3]])('the quantity %s stands for %d', (text, number) => {
  expect(quantityOf(text)).toBe(number)
})

it.each(['', 'lots', '5Q', 'Gi', '1 Gi'])('"%s" is no quantity', (text) => {
  expect(quantityOf(text)).toBeNull()
})
