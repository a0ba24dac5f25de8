import { describe, expect, it } from 'vitest'
import { redactor, toolEnvironment } from './environment.js'

const folder = { home: '/own/home', temporary: '/tmp/own', configuration: '/own/tool.tfrc', locks: '/own/locks' }

describe('the environment of a tool', () => {
  it('holds nothing that could turn it to another cluster, another state, another command, or make it write secrets', () => {
    const inherited = {
      KUBECONFIG: '/k', KUBE_CONFIG_PATH: '/k', KUBE_HOST: 'https://elsewhere', KUBE_TOKEN: 't', KUBERNETES_SERVICE_HOST: '10.0.0.1', TF_CLI_ARGS: '-x', TF_CLI_ARGS_plan: '-x',
      TF_WORKSPACE: 'other', TF_LOG: 'trace', TF_LOG_PATH: '/l', TF_PLUGIN_CACHE_DIR: '/c', TF_REATTACH_PROVIDERS: '{}', TF_DATA_DIR: '/d', TF_VAR_kubeconfig: '/k', HTTPS_PROXY: 'http://p',
      PG_SCHEMA_NAME: 's', PG_TABLE_NAME: 't', PGSERVICE: 's', PGOPTIONS: '-c search_path=x', TF_HTTP_ADDRESS: 'http://h', TF_HTTP_LOCK_ADDRESS: 'http://h', TF_HTTP_LOCK_METHOD: 'GET',
      AWS_ENDPOINT_URL: 'http://a', AWS_ENDPOINT_URL_S3: 'http://a', AWS_S3_ENDPOINT: 'http://a', AWS_REGION: 'r', AWS_DEFAULT_REGION: 'r',
      TF_CLI_CONFIG_FILE: '/theirs', HOME: '/theirs', TMPDIR: '/theirs', NODE_OPTIONS: '--inspect', LANG: 'zh_CN.UTF-8',
    }

    expect(toolEnvironment(inherited, folder, {})).toEqual({
      HOME: '/own/home', TMPDIR: '/tmp/own', LC_ALL: 'C.UTF-8', TF_CLI_CONFIG_FILE: '/own/tool.tfrc', TF_IN_AUTOMATION: '1', TF_INPUT: '0', CHECKPOINT_DISABLE: '1',
      GOGC: 'off', GOMEMLIMIT: '400MiB',
    })
  })

  it('holds the credentials of the backends, whom to trust, and the values of variables', () => {
    const inherited = {
      PATH: '/bin', PGUSER: 'u', PGPASSWORD: 'p', PG_CONN_STR: 'c', PGSSLROOTCERT: '/ca', PG_SKIP_SCHEMA_CREATION: '1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 's',
      AWS_CA_BUNDLE: '/ca', TF_HTTP_USERNAME: 'u', TF_HTTP_PASSWORD: 'h', TF_ENCRYPTION: 'e', SSL_CERT_FILE: '/ca',
    }

    expect(toolEnvironment(inherited, folder, { legacy_address: '10.0.0.9' })).toMatchObject({ ...inherited, TF_VAR_legacy_address: '10.0.0.9' })
  })
})

describe('what is shown of a tool\'s words', () => {
  it('holds no secret of its environment', () => {
    const shown = redactor({ PGPASSWORD: 'hunter2-long', PG_CONN_STR: 'postgres://u:hunter2-long@db/states', PATH: '/usr/bin', TF_VAR_api_token: 'abcdefgh', PGUSER: 'operator' })

    expect(shown('postgres://u:hunter2-long@db/states refused operator with hunter2-long and abcdefgh in /usr/bin')).toBe('*** refused operator with *** and *** in /usr/bin')
  })

  it.each([
    ['postgres://u:hunter2/long@db/states', 'parse "postgres://u:hunter2/long@db/states": invalid port ":hunter2" after host'],
    ['postgres://u:hunter2#long@db/states', 'parse "postgres://u:hunter2": invalid port ":hunter2" after host'],
    ['postgres://u:hunter2-lo%ng@db/states', 'parse "postgres://u:hunter2-lo%ng@db/states": invalid URL escape "%ng"'],
    ['host=db user=u password=hunter2 long dbname=states', 'missing "=" after "long" in connection info string"'],
    ['postgres://u:hunter2-long@db/states', 'no password like hunter2-long is known'],
  ])('holds no piece of a connection string: %s', (connection, words) => {
    expect(redactor({ PG_CONN_STR: connection })(words)).not.toMatch(/hunter2|long|%ng/)
  })
})
