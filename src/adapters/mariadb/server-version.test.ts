import { expect, test } from 'vitest'
import { isSupported, versionNumber } from './server-version.js'

test('MariaDB is supported from 10.5 on, MySQL never', () => {
  const supported = ['10.5.2-MariaDB', '10.11.6-MariaDB-0+deb12u1', '11.4.2-MariaDB-log', '10.4.34-MariaDB', '8.0.36', '8.4.0-commercial'].filter(isSupported)

  expect(supported).toEqual(['10.5.2-MariaDB', '10.11.6-MariaDB-0+deb12u1', '11.4.2-MariaDB-log'])
})

test('versions are ordered by their numbers', () => {
  expect(versionNumber('10.11.6-MariaDB')).toBeGreaterThan(versionNumber('10.6.20-MariaDB'))
})
