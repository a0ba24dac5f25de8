import { expect, test } from 'vitest'
import type { Json } from '../../model/json.js'
import { discovery } from './discovery.js'

const kind = { apiVersion: 'apps/v1', kind: 'Deployment' }

function finding(status: number, body: Json) {
  return discovery({ server: 'cloud:6443', ask: () => Promise.resolve({ status, body }), close: () => undefined })(kind)
}

test('a group that is not installed has no kinds', async () => {
  expect(await finding(404, '404 page not found')).toBeUndefined()
})

test.each([403, 500])('an answer %i is not taken for a group without kinds, whose objects would count as gone', async (status) => {
  await expect(finding(status, { message: 'not now' })).rejects.toMatchObject({ diagnostics: [{ code: 'K8S_FORBIDDEN', params: { message: 'not now', action: 'read the kinds of apps/v1' } }] })
})
