import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { sitesFile } from '../../flow/inventory/schema/sites-file.js'
import { sitesFragment } from './sites-fragment.js'

const reachable = (site: string, uid: string) => ({ site, uid, kubeconfig: `/state/${site}/admin.kubeconfig`, context: site, url: 'https://127.0.0.1:21443' })

test('what is printed for sites.yaml is taken as one, under the ids the stacks use', () => {
  const text = sitesFragment([reachable('cloud', '0d5b71ae-7d86-4c4a-8a67-3f0a7c6f4d11'), reachable('dr', '6f2f0e0c-93bd-4e0c-8b0e-0c6f0c1f7a55')], 'dz-cloud')

  expect(sitesFile.parse(parse(text)).sites.map(({ site }) => site)).toEqual(['dz-cloud', 'dz-cloud-dr'])
})
