import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Reachable } from '../../src/demo/control-plane/start-control-plane.js'
import { databaseSchemaName } from '../../src/flow/synth/names.js'
import type { StackSettings } from '../../src/flow/synth/settings.js'
import { callApi } from './cluster-api.js'
import { startPostgres } from './postgres-server.js'
import { s3Bucket } from './s3-bucket.js'
import { startStateServer } from './state-server.js'

/** A real server that keeps states for the tools, and what can happen to the states there. */
export interface StatePlace {
  readonly state: StackSettings['state']
  /** What an operator gives the command. */
  readonly environment: Readonly<Record<string, string>>
  /** Is to be in no file, argument or message of ours. */
  readonly secret: string
  /** As the tool has written it; undefined where there is none. */
  read(stack: string): Promise<string | undefined>
  damage(stack: string): Promise<void>
  lose(stack: string): Promise<void>
  isHeld(stack: string): Promise<boolean>
  stop(): Promise<void>
}

const password = 'no-one-may-read-this'

/** A role of the PostgreSQL that may connect and do nothing. */
export const guest = { PGUSER: 'guest', PGPASSWORD: 'guest-of-the-states' } as const

/** A database of its own, owned by a role that is nothing else. By variables, or all in one connection string. */
export async function postgresPlace(by: 'variables' | 'connection string'): Promise<StatePlace> {
  const server = await startPostgres()
  await server.query('postgres', `CREATE ROLE stacks LOGIN PASSWORD '${password}'`)
  await server.query('postgres', `CREATE ROLE ${guest.PGUSER} LOGIN PASSWORD '${guest.PGPASSWORD}'`)
  await server.query('postgres', 'CREATE DATABASE states OWNER stacks')
  const table = (stack: string) => `${databaseSchemaName('stacks', stack)}.states`
  const ask = <Row extends Record<string, unknown>>(sql: string) => server.query<Row>('states', sql)
  const apart = { PGHOST: server.host, PGPORT: String(server.port), PGDATABASE: 'states', PGUSER: 'stacks', PGPASSWORD: password, PGSSLMODE: 'disable' }
  return {
    state: { kind: 'pg', schema: 'stacks' }, secret: password, stop: () => server.stop(),
    environment: by === 'variables' ? apart : { PG_CONN_STR: `postgres://stacks:${password}@${server.host}:${server.port}/states?sslmode=disable` },
    read: async (stack) => (await ask<{ data: string }>(`SELECT data FROM ${table(stack)}`))[0]?.data,
    damage: async (stack) => void (await ask(`UPDATE ${table(stack)} SET data = 'no state'`)),
    lose: async (stack) => void (await ask(`DELETE FROM ${table(stack)}`)),
    isHeld: async () => (await ask('SELECT 1 FROM pg_locks WHERE locktype = \'advisory\'')).length > 0,
  }
}

export async function httpPlace(): Promise<StatePlace & { readonly server: Awaited<ReturnType<typeof startStateServer>> }> {
  const server = await startStateServer({ user: 'stacks', password })
  const path = (stack: string) => `/states/${stack}`
  return {
    server, state: { kind: 'http', address: `${server.url}states/` }, secret: password, stop: () => server.stop(),
    environment: { TF_HTTP_USERNAME: 'stacks', TF_HTTP_PASSWORD: password, TF_HTTP_RETRY_MAX: '0' },
    read: async (stack) => server.states.get(path(stack)),
    damage: async (stack) => void server.states.set(path(stack), 'no state'),
    lose: async (stack) => void server.states.delete(path(stack)),
    isHeld: async (stack) => server.locks.has(path(stack)),
  }
}

interface SecretList {
  readonly items: readonly { readonly metadata: { readonly name: string }; readonly data?: { readonly tfstate?: string } }[]
}

interface Lease {
  readonly spec?: { readonly holderIdentity?: string }
}

/** A namespace of the cluster that the stacks describe. */
export async function clusterPlace(plane: Reachable, namespace: string): Promise<StatePlace> {
  await callApi(plane, 'POST', '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } })
  const secrets = `/api/v1/namespaces/${namespace}/secrets`
  const of = (stack: string) => `${secrets}?labelSelector=${encodeURIComponent(`tfstateSecretSuffix=${stack}`)}`
  const list = async (stack: string) => (await callApi<SecretList>(plane, 'GET', of(stack))).body.items
  return {
    // Nothing is given but the kubeconfig: its key is what nobody may read.
    state: { kind: 'kubernetes', namespace }, environment: {}, secret: keyOf(plane),
    async read(stack) {
      const [secret] = await list(stack)
      return secret?.data?.tfstate && gunzipSync(Buffer.from(secret.data.tfstate, 'base64')).toString()
    },
    async damage(stack) {
      for (const { metadata } of await list(stack)) await callApi(plane, 'PATCH', `${secrets}/${metadata.name}`, { data: { tfstate: Buffer.from('no state').toString('base64') } })
    },
    lose: async (stack) => void (await callApi(plane, 'DELETE', of(stack))),
    async isHeld(stack) {
      const { body } = await callApi<Lease>(plane, 'GET', `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases/lock-tfstate-default-${stack}`)
      return Boolean(body.spec?.holderIdentity)
    },
    stop: async () => void (await callApi(plane, 'DELETE', `/api/v1/namespaces/${namespace}`)),
  }
}

interface Kubeconfig {
  readonly users: readonly [{ readonly user: { readonly 'client-key-data': string } }]
}

function keyOf({ kubeconfig }: Reachable): string {
  const { users: [{ user }] } = JSON.parse(readFileSync(kubeconfig, 'utf8')) as Kubeconfig
  return user['client-key-data']
}

/**
 * A bucket of a server that is there already, `QIANYUN_S3_ENDPOINT` with `QIANYUN_S3_BUCKET` and `QIANYUN_S3_REGION`, keys as the tools take
 * them. What the tests write there lies below a prefix of their own and is removed again.
 */
export function s3Place(prefix: string): StatePlace {
  const { QIANYUN_S3_ENDPOINT: endpoint = '', QIANYUN_S3_BUCKET: bucket = 'states', QIANYUN_S3_REGION: region = 'us-east-1', AWS_ACCESS_KEY_ID: id = '', AWS_SECRET_ACCESS_KEY: secret = '' } = process.env
  const objects = s3Bucket({ endpoint, bucket, region, id, secret })
  const key = (stack: string) => `${prefix}/${stack}.tfstate`
  const written = new Set<string>()
  const noted = (stack: string) => {
    written.add(key(stack))
    return key(stack)
  }
  return {
    state: { kind: 's3', bucket, prefix, region, endpoint }, environment: { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret }, secret,
    read: (stack) => objects.read(noted(stack)),
    damage: (stack) => objects.write(noted(stack), 'no state'),
    lose: (stack) => objects.remove(noted(stack)),
    isHeld: async (stack) => (await objects.read(`${key(stack)}.tflock`)) !== undefined,
    stop: async () => void (await Promise.all([...written].map((name) => objects.remove(name)))),
  }
}

export function whyNoS3(): string | undefined {
  if (process.env['QIANYUN_S3_ENDPOINT']) return undefined
  return 'there is no S3 server to keep states in: name one by QIANYUN_S3_ENDPOINT, QIANYUN_S3_BUCKET and QIANYUN_S3_REGION, with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY'
}
