import { describe, expect, it } from 'vitest'
import { makeCity } from '../../../../tests/support/stacks-city.js'
import { makeBlueprint } from './blueprint.js'
import { clientPorts, frontOf, podPort } from './ports.js'
import { selectUnits } from './select.js'
import { cpuQuantity, memoryQuantity, sizingOf, standbyReplicas } from './sizing.js'
import type { SystemUnit } from './units.js'

type Change = NonNullable<Parameters<typeof makeCity>[0]>

function blueprint(change?: Change) {
  const { inventory, assessment } = makeCity(change)
  return makeBlueprint(inventory, assessment)
}

function unitOf(name: string, change?: Change): SystemUnit {
  return blueprint(change).units.find((unit): unit is SystemUnit => unit.name === name && unit.kind === 'system')!
}

describe('placement', () => {
  it('keeps replicas where a level of GB/T 20988 asks for equipment, or a deployment is stated', () => {
    const replicated = blueprint().units.filter(({ kind, site }) => kind === 'system' && site.role === 'dr')

    expect(replicated.map(({ name }) => name)).toEqual(['sys-documents-city-dr', 'sys-permits-city-dr'])
  })

  it('puts no replica on a cloud without a DR facility that nothing else states', () => {
    expect(blueprint((file) => { delete file.clouds![0]!.drFacility }).units.some(({ site }) => site.role === 'dr')).toBe(false)
  })

  it('follows the deployment that the target names as its replica', () => {
    const unit = unitOf('sys-salaries-city-dr', (file) => {
      file.systems!.find(({ id }) => id === 'salaries')!.deployments!.push({ id: 'copy', env: 'dr', source: 'assumed', facility: 'dc-two', ports: [9001] })
    })

    expect([unit.facility, unit.ports]).toEqual(['dc-two', [9001]])
  })
})

describe('flows', () => {
  const rules = (name: string, change?: Change) => unitOf(name, change).rules.map((rule) => `${rule.name} ${rule.ports.map(({ port }) => port).join(',')}`)

  it('open both ends of a dependency inside one domain, on the ports of the pods', () => {
    expect(rules('sys-documents-city')).toContain('allow-to-salaries 9000')
    expect(rules('sys-salaries-city')).toContain('allow-from-documents 9000')
  })

  it('open the exchange, and never the other domain', () => {
    const peers = JSON.stringify([...unitOf('sys-permits-city').rules, ...unitOf('sys-documents-city').rules].map(({ peer }) => peer))

    expect(rules('sys-permits-city')).toEqual(['allow-from-gateway 8080', 'allow-to-gap 8080'])
    expect(rules('sys-documents-city')).toContain('allow-from-gap 8080')
    expect(peers).not.toMatch(/"qianyun.internal\/system":"(permits|documents)"/)
  })

  it('of an exchange are not those of a system that has its id', () => {
    const named: Change = (file) => { file.systems!.push({ ...file.systems!.find(({ id }) => id === 'salaries')!, id: 'gap' }) }
    const { inventory, assessment } = makeCity(named)
    const { units } = makeBlueprint(inventory, assessment)
    const [platform] = units.flatMap((unit) => (unit.name === 'platform-city' && unit.kind === 'platform' ? [unit] : []))

    expect(platform?.exchanges[0]?.channels).toEqual(['documents'])
    expect(rules('sys-gap-city', named)).toEqual(['allow-from-gateway 9000'])
  })

  it('open nothing between two domains without an exchange, and say so', () => {
    const without: Change = (file) => file.domains!.forEach((domain) => { delete domain.exchange })

    expect(rules('sys-permits-city', without)).toEqual(['allow-from-gateway 8080'])
    expect(unitOf('sys-permits-city', without).unresolved).toEqual(['documents:no-exchange'])
  })

  it('let the other side call when it pushes, and both when it goes both ways', () => {
    const direction = (value: 'push' | 'both'): Change => (file) => { file.dependencies![1]!.direction = value }

    expect(rules('sys-salaries-city', direction('push'))).toEqual(['allow-from-gateway 9000', 'allow-to-documents 8080'])
    expect(rules('sys-salaries-city', direction('both'))).toEqual(['allow-from-documents 9000', 'allow-from-gateway 9000', 'allow-to-documents 8080'])
  })

  it('reach what still runs in a room by the addresses of its domain', () => {
    const unit = unitOf('sys-documents-city', (file) => {
      file.systems!.find(({ id }) => id === 'zombie')!.deployments = [{ id: 'old', env: 'current', source: 'assumed', domain: 'admin' }]
      file.dependencies!.push({ from: 'documents', to: 'zombie', kind: 'api', port: 8088, criticality: 'soft', source: 'assumed' })
    })

    const peer = { cidrs: ['10.1.0.0/16'] }

    expect(unit.rules).toContainEqual({ name: 'allow-to-zombie', direction: 'egress', peer, ports: [{ port: 8088, protocol: 'TCP' }], because: ['dependency:documents>zombie:api'] })
  })

  it('pass the gateway of the domains when a sharing platform is named as the way', () => {
    const change: Change = (file) => {
      file.platforms!.push({ id: 'sharing', source: 'assumed', name: 'Sharing', kind: 'sharing', status: 'running' })
      file.dependencies![0]!.via = 'sharing'
    }

    expect(rules('sys-permits-city', change)).toContain('allow-to-gap 8080')
  })

  it('reach what goes to another cloud by the addresses of its domain there', () => {
    const change: Change = (file) => {
      file.clouds!.push({ id: 'second', source: 'assumed', name: 'Second', kind: 'other', status: 'running' })
      Object.assign(file.systems!.find(({ id }) => id === 'salaries')!.deployments![0]!, { cloud: 'second', domain: 'admin', cloudZone: undefined })
    }

    expect(unitOf('sys-documents-city', change).rules.find(({ name }) => name === 'allow-to-salaries')?.peer).toEqual({ cidrs: ['10.1.0.0/16'] })
    expect(unitOf('sys-salaries-second', change).rules.find(({ name }) => name === 'allow-from-documents')?.peer).toEqual({ cidrs: ['10.1.0.0/16'] })
  })

  it('reach the tables of another system on the port of its database', () => {
    const change: Change = (file) => { file.dependencies!.push({ from: 'salaries', to: 'documents', kind: 'tables', criticality: 'soft', source: 'assumed' }) }

    expect(rules('sys-salaries-city', change)).toContain('allow-to-documents 5432')
  })

  it('open nothing for work done by hand', () => {
    const change: Change = (file) => { file.dependencies![1]!.kind = 'manual' }

    expect(rules('sys-salaries-city', change)).toEqual(['allow-from-gateway 9000'])
  })

  it('name what nothing says where it is', () => {
    const change: Change = (file) => { file.dependencies!.push({ from: 'documents', to: 'nowhere', kind: 'api', criticality: 'soft', source: 'assumed' }) }

    expect(unitOf('sys-documents-city', change).unresolved).toEqual(['nowhere:unknown'])
  })
})

describe('the old side', () => {
  const inDomain = (domain: string | undefined): Change => (file) => {
    file.systems![0]!.deployments!.push({ id: 'documents-now', env: 'current', source: 'assumed', ...(domain ? { domain } : {}) })
  }
  const gateway = (change?: Change) => blueprint(change).units.flatMap((unit) => (unit.name === 'domain-admin-city' && unit.kind === 'domain' ? unit.rules : []))

  it('is reached by the gateway inside the same domain', () => {
    const rule = { name: 'allow-to-legacy', direction: 'egress', peer: { cidrs: ['10.1.0.0/16'] }, ports: [{ port: 80, protocol: 'TCP' }], because: ['legacy:documents'] }

    expect(gateway(inDomain('admin'))).toContainEqual(rule)
  })

  it.each([['public', 'other-domain'], [undefined, 'unknown']])('in the domain %s is said to be out of reach: %s', (domain, reason) => {
    expect(unitOf('sys-documents-city', inDomain(domain)).unresolved).toEqual([`legacy:${reason}`])
    expect(gateway(inDomain(domain)).map(({ name }) => name)).toEqual(['allow-from-users', 'allow-to-systems'])
  })
})

describe('sizes', () => {
  const node = { role: 'app', cpuArch: 'x86_64', vcpu: 1.5, memGb: 3.5, count: 2 } as const
  const deployment = (nodes: typeof node[]) => ({ id: 'd', env: 'target', source: 'assumed', nodes }) as const

  it('follow the largest application node, and leave database servers out', () => {
    const nodes = [node, { ...node, vcpu: 4, count: 1 }, { ...node, role: '数据库服务器', vcpu: 32, count: 1 }] as typeof node[]

    expect(sizingOf(deployment(nodes), undefined)).toEqual({ size: { milliCpu: 4000, memoryMib: 3584 }, replicas: 3, architecture: 'amd64', assumed: false })
  })

  it('are those of today where none are stated, without today\'s processors', () => {
    expect(sizingOf(undefined, deployment([node]))).toEqual({ size: { milliCpu: 1500, memoryMib: 3584 }, replicas: 2, architecture: null, assumed: false })
  })

  it('are said to be assumed where nothing is known', () => {
    expect(sizingOf(undefined, undefined).assumed).toBe(true)
  })

  it('are written as the API server writes them', () => {
    expect([cpuQuantity(1500), cpuQuantity(4000), memoryQuantity(3584), memoryQuantity(4096)]).toEqual(['1500m', '4', '3584Mi', '4Gi'])
  })

  it('of a standby follow its mode', () => {
    expect((['cold', 'warm', 'hot', 'active'] as const).map((mode) => standbyReplicas(mode, 3))).toEqual([0, 1, 3, 3])
  })
})

describe('ports of pods', () => {
  it('are above those only root may open', () => {
    expect([80, 443, 1023, 1024, 8080].map(podPort)).toEqual([8080, 8443, 9023, 1024, 8080])
  })
})

describe('the workload that clients reach', () => {
  const image = { repository: 'gov/a', digest: `sha256:${'a'.repeat(64)}` }
  const workload = (name: string, ports: number[], kind: 'deployment' | 'cron_job' = 'deployment') => ({ name, kind, image, ports })
  const front = (ports: number[], ...workloads: ReturnType<typeof workload>[]) => frontOf('oa', { ports, workloads })?.name ?? null

  it('is the one named like the system, else the first that serves their ports, else the first that serves any', () => {
    expect(front([80], workload('web', [80]), workload('oa', [90]))).toBe('oa')
    expect(front([80], workload('api', [90]), workload('web', [80]))).toBe('web')
    expect(front([], workload('night', [70], 'cron_job'), workload('job', []), workload('api', [90]))).toBe('api')
    expect(front([80])).toBe(null)
  })

  it('says which ports these are where the deployment does not', () => {
    expect(clientPorts('oa', { workloads: [workload('web', [80, 443])] })).toEqual([80, 443])
    expect(clientPorts('oa', { ports: [81], workloads: [workload('web', [80])] })).toEqual([81])
    expect(clientPorts('oa', {})).toEqual([])
  })
})

describe('selection', () => {
  it('by role or id gives the same units, with those they depend on', () => {
    const names = (site: string) => selectUnits(blueprint(), { sites: [site] }).map(({ name }) => name)

    expect(names('dr')).toEqual(names('city-dr'))
    expect(names('dr')).toHaveLength(5)
  })
})

describe('a DR site that two clouds share', () => {
  const assumed = { source: 'assumed' } as const

  /** A second cloud whose replicas lie with the first, with a flow between its own domains. */
  const shared: Change = (file) => {
    const capacity = { vcpu: 100, memGb: 200, storageGb: 1000 }
    const zone = (id: string, kind: 'admin_service' | 'public_service', domain: string) => ({ id, ...assumed, name: id, kind, facility: 'dc-one', domain, capacity })
    file.clouds!.push({ id: 'port', ...assumed, name: 'Port', kind: 'government', status: 'running', zones: [zone('port-admin', 'admin_service', 'admin'), zone('port-public', 'public_service', 'public')] })
    for (const [id, cloudZone, port] of [['harbour', 'admin_service', 7000], ['quay', 'public_service', 7100]] as const) {
      file.systems!.push({
        ...file.systems!.find((system) => system.id === 'salaries')!, id,
        deployments: [
          { id: `${id}-target`, ...assumed, env: 'target', cloud: 'port', cloudZone, ports: [port] }, { id: `${id}-dr`, ...assumed, env: 'dr', cloud: 'city', facility: 'dc-two', ports: [port] },
        ],
      })
    }
    file.dependencies!.push({ from: 'quay', to: 'harbour', kind: 'api', criticality: 'hard', ...assumed })
  }

  function sharedUnits(change?: Change): Map<string, { rule: string; ports: number[] }[]> {
    return new Map(blueprint(change).units.flatMap((unit) => {
      if (unit.kind !== 'platform' && unit.kind !== 'domain') return []
      const rules = unit.kind === 'platform' ? unit.exchanges.flatMap((exchange) => exchange.rules) : unit.rules
      return [[unit.name, rules.map(({ name, peer, ports }) => ({ rule: `${name} ${JSON.stringify(peer)}`, ports: ports.map(({ port }) => port) }))] as const]
    }))
  }

  it.each([['platform-city', 'platform-port', 'platform-city-dr'], ['domain-admin-city', 'domain-admin-port', 'domain-admin-city-dr'], ['domain-public-city', 'domain-public-port', 'domain-public-city-dr']])('opens there what %s and %s open', (one, other, dr) => {
    const units = sharedUnits(shared)

    for (const { rule, ports } of [...units.get(one)!, ...units.get(other)!]) {
      expect(units.get(dr)!.find((there) => there.rule === rule)?.ports ?? []).toEqual(expect.arrayContaining(ports))
    }
    expect(units.get(one)).not.toEqual(units.get(other))
  })

  it('has a channel of the exchange for each system of both that is called, and one stack of a name', () => {
    const { units } = blueprint(shared)
    const platform = units.find(({ name }) => name === 'platform-city-dr')

    expect(platform?.kind === 'platform' && platform.exchanges.map(({ channels }) => channels)).toEqual([['documents', 'harbour']])
    expect(new Set(units.map(({ name }) => name)).size).toBe(units.length)
    expect(units.map(({ name }) => name)).toEqual(expect.arrayContaining(['sys-harbour-city-dr', 'sys-documents-city-dr', 'sys-quay-city-dr', 'sys-permits-city-dr']))
  })

  it('is the same whichever cloud and system is written first', () => {
    const turned: Change = (file) => {
      shared(file)
      file.clouds!.reverse()
      file.systems!.reverse()
      file.dependencies!.reverse()
    }

    expect(blueprint(turned)).toEqual(blueprint(shared))
  })

  it('does not change what the first has at its own site', () => {
    const own = (change?: Change) => blueprint(change).units.filter(({ site }) => site.id === 'city')

    expect(own(shared)).toEqual(own())
  })
})

describe('routes', () => {
  const hostnames = (url: string) => blueprint((file) => { Object.assign(file.systems!.find(({ id }) => id === 'salaries')!, { url }) }).units.flatMap((unit) => (unit.kind === 'edge' && unit.system === 'salaries' ? unit.hostnames : []))

  it('are for names, which the page that is stated may have', () => {
    expect([hostnames('https://pay.city.example:8443/in'), hostnames('http://10.1.2.3:8080/'), hostnames('http://[fd00::1]/')]).toEqual([['pay.city.example'], [], []])
  })
})
