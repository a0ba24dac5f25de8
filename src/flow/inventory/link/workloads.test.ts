import { describe, expect, it } from 'vitest'
import { renderDiagnostics } from '../../../diagnostics/render.js'
import { loadPlace } from '../load.js'

const digest = `sha256:${'a'.repeat(64)}`
const path = 'inventory/linhe/a.yaml'

function place(deployments: string, cloud = 'registry: r.example, storageClass: fast'): string {
  return `organisations: [{ id: office, name: 办公室, level: municipal, kind: government, source: document }]
clouds: [{ id: city, name: 云, kind: government, status: running, source: assumed, cluster: { ${cloud} } }]
systems:
  - id: oa
    name: 办公
    owner: office
    category: office
    stage: running
    networks: [extranet_admin]
    classified: none
    source: assumed
    deployments:
${deployments}`
}

function load(text: string) {
  return loadPlace([{ path, text, role: 'inventory' }]).diagnostics
}

/** The target deployment with one workload, `web`, that has more lines. */
function web(...lines: string[]): string {
  return place(`      - id: oa-target
        env: target
        cloud: city
        source: assumed
        workloads:
          - name: web
            kind: deployment
            image: { repository: gov/oa, digest: ${digest} }
${lines.map((line) => `            ${line}\n`).join('')}`)
}

/** A deployment with its fields as lines. */
const deployment = (id: string, ...lines: string[]): string => [`      - id: ${id}`, '        source: assumed', ...lines.map((line) => `        ${line}`), ''].join('\n')

/** Code, and what stands at the place that is shown. */
function told(text: string): string[] {
  return load(text).map(({ code, at }) => `${code} ${(text.split('\n')[at!.line - 1] ?? '').slice(at!.column - 1, at!.column - 1 + at!.length)}`)
}

describe('workloads', () => {
  it('may state all they need', () => {
    const lines = ['nodes: app', 'replicas: 2', 'ports: [80, 9090]', 'command: [/bin/oa]', 'args: [--mode, web, --password=$(DB_PASSWORD)]', 'config: { LOG_LEVEL: info, API_TOKEN: "" }',
      'secrets: [{ name: oa-database, key: password, env: DB_PASSWORD }, { name: oa-tls, key: tls.key, file: /etc/oa/tls.key }]',
      'volumes: [{ name: data, path: /data, sizeGb: 5, shared: true }]', 'probe: { http: /health }']

    expect(told(web(...lines).replace('        workloads:', '        nodes: [{ role: app, cpuArch: arm64, vcpu: 2, memGb: 4, count: 2 }]\n        workloads:'))).toEqual([])
  })

  it.each([
    ['a missing digest', 'image: { repository: gov/oa }', 'INV_IMAGE_NO_DIGEST { repository: gov/oa }'],
    ['a short digest', 'image: { repository: gov/oa, digest: sha256:ab }', 'INV_IMAGE_NO_DIGEST sha256:ab'],
    ['a tag', 'image: registry.example/gov/oa:1.4', 'INV_IMAGE_NO_DIGEST registry.example/gov/oa:1.4'],
  ])('are refused for %s', (_what, image, expected) => {
    expect(told(web().replace(/image: .*/, image))).toEqual([expected])
    expect(told(place(deployment('oa-target', 'env: target', image)))).toEqual([expected])
  })

  it.each([
    ['a key that names a secret', 'config: { DB_PASSWORD: hunter2 }'],
    ['a number under such a key', 'config: { DB_PASSWORD: 12345678 }'],
    ['a list under such a key', 'config: { API-TOKEN: [hunter2] }'],
    ['an address with a password', 'config: { DATABASE: postgres://oa:hunter2@db/main }'],
    ['an argument', 'args: [--password=hunter2]'],
    ['a word after its flag', 'args: [--db-password, hunter2]'],
    ['an assignment in a command', 'command: [env, API_KEY=hunter2, oa]'],
  ])('are refused for a secret in %s, which is not shown', (_what, line) => {
    const text = web(line)
    const diagnostics = load(text)

    expect(diagnostics.map(({ code, at }) => [code, at?.line])).toEqual([['INV_CLEAR_TEXT_SECRET', 21]])
    expect(renderDiagnostics(diagnostics, { language: 'en', color: false, sources: new Map([[path, text]]) })).not.toMatch(/hunter2|12345678/)
  })

  it.each([
    ['a name that is no variable', 'config: { log-level: info }', 'INV_BAD_FORMAT log-level'],
    ['one port twice', 'ports: [9090, 9090]', 'INV_PORT_TWICE 9090'],
    ['two ports that are one inside the pod', 'ports: [80, 8080]', 'INV_PORT_TWICE 8080'],
    ['a role that no node has', 'nodes: web', 'INV_UNKNOWN_NODE_ROLE web'],
    ['two volumes of one name', 'volumes: [{ name: a, path: /a, sizeGb: 1 }, { name: a, path: /b, sizeGb: 1 }]', 'INV_DUPLICATE_ID a'],
    ['a schedule of what always runs', 'schedule: 0 3 * * *', 'INV_UNKNOWN_KEY schedule'],
    ['a secret that goes nowhere', 'secrets: [{ name: a, key: b }]', 'INV_MISSING_FIELD { name: a, key: b }'],
  ])('are refused for %s', (_what, line, expected) => {
    expect(told(web(line))).toEqual([expected])
  })

  it.each([
    ['no cron expression', 'schedule: every night', 'INV_BAD_SCHEDULE every night'],
    ['an hour that does not exist', 'schedule: "0 24 * * *"', 'INV_BAD_SCHEDULE "0 24 * * *"'],
    ['ports', 'schedule: "0 3 * * *"\n            ports: [80]', 'INV_UNKNOWN_KEY ports'],
  ])('on a schedule are refused for %s', (_what, line, expected) => {
    expect(told(web(line).replace('kind: deployment', 'kind: cron_job'))).toEqual([expected])
  })

  it('on a schedule need one', () => {
    expect(load(web().replace('kind: deployment', 'kind: cron_job')).map(({ code, params }) => [code, params['key']])).toEqual([['INV_MISSING_FIELD', 'schedule']])
  })

  it('have names of their own, and no image beside them', () => {
    const again = `          - { name: web, kind: deployment, image: { repository: gov/oa, digest: ${digest} } }\n        image: { repository: gov/oa, digest: ${digest} }\n`

    expect(load(`${web()}${again}`).map(({ code }) => code).sort()).toEqual(['INV_DUPLICATE_ID', 'INV_TWO_IMAGES'])
  })
})

describe('ports of a deployment', () => {
  it('may be one inside the pod as long as nothing runs in one', () => {
    const stated = (...lines: string[]) => told(place(deployment('oa-target', 'env: target', ...lines)))
    const image = `image: { repository: gov/oa, digest: ${digest} }`

    expect(stated('ports: [443, 8443]')).toEqual([])
    expect(stated('ports: [443, 8443]', image)).toEqual(['INV_PORT_TWICE 8443'])
    expect(stated('ports: [443, 443]')).toEqual(['INV_PORT_TWICE 443'])
  })
})

describe('target deployments', () => {
  it.each([
    ['zones', 'cloudZone: admin_service', 'cloudZone: public_service', 'INV_SYSTEM_TWO_ZONES public_service'],
    ['domains', 'domain: one', 'domain: two', 'INV_SYSTEM_TWO_ZONES two'],
  ])('lie in one place: not in two %s', (_what, first, second, expected) => {
    const text = place(deployment('a', 'env: target', first) + deployment('b', 'env: target', second))
      .replace('clouds:', 'domains: [{ id: one, name: 一, kind: admin_service, cidr: [10.1.0.0/16], source: assumed }, { id: two, name: 二, kind: public_service, cidr: [10.2.0.0/16], source: assumed }]\nclouds:')

    expect(told(text)).toEqual([expected])
  })

  const database = (product: string) => deployment('a', 'env: target', 'cloud: city', `db: [{ id: main, product: ${product}, version: '15', sizeGb: 1, hosting: cloudnative_pg }]`)

  it('have a CloudNativePG database only where the operator is, and of PostgreSQL', () => {
    expect(told(place(database('postgresql'), 'registry: r.example, storageClass: fast, cloudNativePg: true'))).toEqual([])
    expect(told(place(database('postgresql')))).toEqual(['INV_CNPG_NOT_INSTALLED cloudnative_pg'])
    expect(told(place(database('dameng')))).toEqual(['INV_CNPG_PRODUCT cloudnative_pg'])
  })
})
