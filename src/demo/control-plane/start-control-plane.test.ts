import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { processesOf } from '../../../tests/support/run-cli.js'
import { startControlPlane, stopControlPlane } from './start-control-plane.js'

/** Programs that end at once: what is tested is the end of a start that fails. */
const none = '/bin/false'
const tools = { etcd: none, 'kube-apiserver': none, 'kube-controller-manager': none, 'kube-scheduler': none, kwok: none, tofu: none, 'gateway-api': '/' }

function layout() {
  const parent = mkdtempSync(join(tmpdir(), 'qianyun-start-'))
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }))
  return { site: 'cloud', folder: join(parent, 'cloud'), ports: { api: 1, etcd: 2, etcdPeer: 3 } }
}

test('a component that ends instead of getting ready is named, and nothing is left of the start', async () => {
  const given = layout()

  await expect(startControlPlane(given, tools)).rejects.toMatchObject({ diagnostics: [{ code: 'TOOL_COMPONENT_FAILED', params: { component: 'etcd' } }] })
  expect(existsSync(given.folder)).toBe(false)
})

test('a program that is not there is no other case', async () => {
  await expect(startControlPlane(layout(), { ...tools, etcd: '/nowhere/etcd' })).rejects.toThrow('TOOL_COMPONENT_FAILED')
})

test('a start that is called off leaves nothing', async () => {
  const given = layout()
  const etcd = join(given.folder, '..', 'etcd')
  writeFileSync(etcd, '#!/bin/sh\nexec sleep 60\n', { mode: 0o755 })

  await expect(startControlPlane(given, { ...tools, etcd }, AbortSignal.abort(new Error('called off')))).rejects.toThrow('called off')
  expect(processesOf(given.folder)).toEqual([])
  expect(existsSync(given.folder)).toBe(false)
})

test('a folder that is there is somebody else\'s, and stays', async () => {
  const given = layout()
  mkdirSync(given.folder)

  await expect(startControlPlane(given, tools)).rejects.toThrow('EEXIST')
  expect(existsSync(given.folder)).toBe(true)
})

test('stopping what was never started is no error', async () => {
  await expect(stopControlPlane(layout().folder)).resolves.toBeUndefined()
})
