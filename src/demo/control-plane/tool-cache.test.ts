import { expect, test } from 'vitest'
import { buildFlags, cachedPath } from './tool-cache.js'
import { goTools, moduleText } from './tools.js'

const [etcd, apiserver] = goTools
const go = { program: 'go', version: 'go1.26.8', platform: 'linux/amd64 cgo=1' }
const at = { XDG_CACHE_HOME: '/cache' }

test('a tool lies below the cache folder of the user, in a folder for what it was built from', () => {
  expect(cachedPath(etcd, go, at)).toMatch(/^\/cache\/qianyun\/tools\/[0-9a-f]{20}\/etcd$/)
})

test.each([
  ['another Go', { ...go, version: 'go1.26.9' }, etcd],
  ['another platform', { ...go, platform: 'linux/arm64 cgo=1' }, etcd],
  ['another module', go, apiserver],
  ['another stamp', go, { ...etcd, stamp: () => ['-X main.version=2'] }],
])('%s gives another folder', (_, otherGo, tool) => {
  expect(cachedPath({ ...tool, name: 'etcd' }, otherGo, at)).not.toBe(cachedPath(etcd, go, at))
})

test('the programs of Kubernetes are stamped with the version their module asks for', () => {
  const version = /k8s\.io\/kubernetes (v\S+)/.exec(moduleText('kubernetes', 'go.mod'))?.[1]

  expect(buildFlags(apiserver).join(' ')).toContain(`-X k8s.io/component-base/version.gitVersion=${version} `)
  expect(version).toMatch(/^v1\.\d+\.\d+$/)
})
