import type { RunnerFolder } from './runner-folder.js'

/** By backend: who asks, and whom it trusts. Where the states lie is told by the stack alone: `PG_TABLE_NAME` or `AWS_ENDPOINT_URL` would lead to other ones. */
const BACKENDS = {
  pg: [
    'PG_CONN_STR', 'PGHOST', 'PGPORT', 'PGDATABASE', 'PGUSER', 'PGPASSWORD', 'PGPASSFILE', 'PGSSLMODE', 'PGSSLROOTCERT', 'PGSSLCERT', 'PGSSLKEY', 'PGCONNECT_TIMEOUT',
    'PG_SKIP_SCHEMA_CREATION', 'PG_SKIP_TABLE_CREATION', 'PG_SKIP_INDEX_CREATION',
  ],
  http: [
    'TF_HTTP_USERNAME', 'TF_HTTP_PASSWORD', 'TF_HTTP_CLIENT_CA_CERTIFICATE_PEM', 'TF_HTTP_CLIENT_CERTIFICATE_PEM', 'TF_HTTP_CLIENT_PRIVATE_KEY_PEM',
    'TF_HTTP_RETRY_MAX', 'TF_HTTP_RETRY_WAIT_MIN', 'TF_HTTP_RETRY_WAIT_MAX',
  ],
  s3: [
    'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_PROFILE', 'AWS_SHARED_CREDENTIALS_FILE', 'AWS_SHARED_CONFIG_FILE', 'AWS_CONFIG_FILE', 'AWS_CA_BUNDLE',
    'AWS_ROLE_ARN', 'AWS_ROLE_SESSION_NAME', 'AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI',
    'AWS_CONTAINER_AUTHORIZATION_TOKEN', 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE', 'AWS_EC2_METADATA_DISABLED', 'AWS_SSE_CUSTOMER_KEY',
  ],
} as const

/**
 * What a tool may see of this process's environment: where programs are, whom it trusts, and the credentials of the backends and of state
 * encryption. All the rest stays behind. `KUBE_*` would overrule the kubeconfig of the stack (provider 2.38.0), `TF_CLI_ARGS*`
 * and `TF_WORKSPACE` would change what is run, `TF_LOG` writes secrets, a shared `TF_PLUGIN_CACHE_DIR` crashes parallel inits.
 */
const ALLOWED: ReadonlySet<string> = new Set(['PATH', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'TF_ENCRYPTION', ...Object.values(BACKENDS).flat()])

/** Names among the allowed ones whose values are never to be told. */
const SECRET = /PASSWORD|SECRET|TOKEN|CONN_STR|ACCESS_KEY|PRIVATE_KEY|CUSTOMER_KEY|^TF_ENCRYPTION$/i

/**
 * The tool and the provider read a schema, work for a second and end: collecting garbage on the way is a sixth of their processor time. A
 * process grows from 110 to 150 MB without; one that grows on collects as ever.
 */
const SHORT_LIFE = { GOGC: 'off', GOMEMLIMIT: '400MiB' }

/** Built from nothing. `LC_ALL` keeps messages in English, by which problems are told apart. */
export function toolEnvironment(inherited: NodeJS.ProcessEnv, folder: RunnerFolder, variables: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const kept = Object.entries(inherited).filter(([name]) => ALLOWED.has(name))
  const given = Object.entries(variables).map(([name, value]) => [`TF_VAR_${name}`, value])
  return {
    ...Object.fromEntries(kept),
    ...Object.fromEntries(given),
    HOME: folder.home, TMPDIR: folder.temporary, LC_ALL: 'C.UTF-8',
    TF_CLI_CONFIG_FILE: folder.configuration, TF_IN_AUTOMATION: '1', TF_INPUT: '0', CHECKPOINT_DISABLE: '1', ...SHORT_LIFE,
  }
}

/** Takes the values of secrets out of a text that is to be shown. Short ones stay: they would tear holes into ordinary words. */
export function redactor(environment: NodeJS.ProcessEnv): (text: string) => string {
  const secrets = Object.entries(environment).flatMap(([name, value]) => (value !== undefined && SECRET.test(name) ? [value, ...passwordsIn(name, value)] : []))
  const longestFirst = secrets.filter(({ length }) => length >= 6).toSorted((a, b) => b.length - a.length)
  return (text) => longestFirst.reduce((shown, secret) => shown.replaceAll(secret, '***'), withoutPieces(text))
}

/** A connection string is told in pieces too. */
function passwordsIn(name: string, value: string): readonly string[] {
  if (name !== 'PG_CONN_STR') return []
  const password = /:\/\/[^:]*:(.*)@/.exec(value)?.[1] ?? /password\s*=\s*'?([^']*)/.exec(value)?.[1]
  return password === undefined ? [] : [password]
}

/** A connection string that cannot be read is told up to the character that is wrong in it, most often one of the password. */
function withoutPieces(text: string): string {
  return text.replace(/parse "postgres[^\n]*/g, 'PG_CONN_STR cannot be read').replace(/missing "=" after [^\n]* in connection info string/g, 'PG_CONN_STR cannot be read')
}
