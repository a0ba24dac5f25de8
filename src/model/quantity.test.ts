import fc from 'fast-check'
import { expect, it } from 'vitest'
import { quantityOf } from './quantity.js'

it.each([
  ['500m', 0.5], ['2', 2], ['0.5', 0.5], ['4Gi', 2 ** 32], ['1024Mi', 2 ** 30], ['1e3', 1000], ['12k', 12_000], ['-1', -1], [3, 3], ['1.5', 1.5], ['64Mi', 67_108_864], ['0.5Gi', 2 ** 29],
  ['1E', 1e18], ['1E3', 1000], ['2e-3', 0.002], ['1.', 1], ['.5', 0.5], ['+1', 1], ['7n', 7e-9], ['7u', 7e-6], ['1Ei', 2 ** 60], ['100Ki', 102_400], [1e21, 1e21], [0.1, 0.1],
])('the quantity %s stands for %d', (text, number) => {
  expect(quantityOf(text)).toBe(number)
})

it.each(['', 'lots', '5Q', 'Gi', '1 Gi', '.', '1..2', '1.2.3', '1e', '1e3Ki', '1e3m', '1ki', '1K', '1Mib', '0x10', 'Infinity', '--1', '1\n', null, true, {}, undefined])('"%s" is no quantity', (text) => {
  expect(quantityOf(text)).toBeNull()
})

it('is as near to the exact value as a number can be, whatever the suffix', () => {
  const powers = { k: 3n, M: 6n, G: 9n, T: 12n, P: 15n, E: 18n }
  fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.constantFrom(...Object.entries(powers)), (count, [suffix, power]) => {
    expect(quantityOf(`${count}${suffix}`)).toBe(Number(count * 10n ** power))
    expect(quantityOf(`${count}m`)).toBe(Number(count) / 1000)
  }))
})

it('is one number for one value, however it is written', () => {
  fc.assert(fc.property(fc.nat(1_000_000), (thousandths) => {
    const [whole, rest] = [Math.floor(thousandths / 1000), String(thousandths % 1000).padStart(3, '0')]
    const same = [`${thousandths}m`, `${whole}.${rest}`, `${thousandths}e-3`, `${thousandths * 1000}u`, `${whole}${rest}000000n`].map(quantityOf)
    expect(new Set(same).size).toBe(1)
    expect(quantityOf(`${thousandths * 1024}Ki`)).toBe(quantityOf(`${thousandths}Mi`))
  }))
})
