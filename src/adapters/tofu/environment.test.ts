import { describe, expect, it } from 'vitest'
import { redactor, toolEnvironment } from './environment.js'

const folder = { home: '/own/home', temporary: '/tmp/own', configuration: '/own/tool.tfrc', locks: '/own/locks' }

describe('the environment of a tool', () => {
  it('holds nothing that could turn it to another cluster, another state, another command, or make it write secrets', () => {
    const inherited = {
      KUBECONFIG: '/k', KUBE_CONFIG_PATH: '/k', KUBE_HOST: 'https://elsewhere', KUBE_TOKEN: 't', KUBERNETES_SERVICE_HOST: '10.0.0.1', TF_CLI_ARGS: '-x', TF_CLI_ARGS_plan: '-x',
      TF_WORKSPACE: 'other', TF_LOG: 'trace', TF_LOG_PATH: '/l', TF_PLUGIN_CACHE_DIR: '/c', TF_REATTACH_PROVIDERS: '{}', TF_DATA_DIR: '/d', TF_VAR_kubeconfig: '/k', HTTPS_PROXY: 'http://p',
      TF_CLI_CONFIG_FILE: '/theirs', HOME: '/theirs', TMPDIR: '/theirs', NODE_OPTIONS: '--inspect', LANG: 'zh_CN.UTF-8',
    }

    expect(toolEnvironment(inherited, folder, {})).toEqual({
      HOME: '/own/home', TMPDIR: '/tmp/own', LC_ALL: 'C.UTF-8', TF_CLI_CONFIG_FILE: '/own/tool.tfrc', TF_IN_AUTOMATION: '1', TF_INPUT: '0', CHECKPOINT_DISABLE: '1',
      GOGC: 'off', GOMEMLIMIT: '400MiB',
    })
  })

  it('holds the credentials of the backends, whom to trust, and the values of variables', () => {
    const inherited = { PATH: '/bin', PGPASSWORD: 'p', PG_CONN_STR: 'c', AWS_ACCESS_KEY_ID: 'a', TF_HTTP_PASSWORD: 'h', TF_ENCRYPTION: 'e', SSL_CERT_FILE: '/ca' }

    expect(toolEnvironment(inherited, folder, { legacy_address: '10.0.0.9' })).toMatchObject({ ...inherited, TF_VAR_legacy_address: '10.0.0.9' })
  })
})

describe('what is shown of a tool\'s words', () => {
  it('holds no secret of its environment', () => {
    const shown = redactor({ PGPASSWORD: 'hunter2-long', PG_CONN_STR: 'postgres://u:hunter2-long@db/states', PATH: '/usr/bin', TF_VAR_api_token: 'abcdefgh', PGUSER: 'operator' })

    expect(shown('postgres://u:hunter2-long@db/states refused operator with hunter2-long and abcdefgh in /usr/bin')).toBe('*** refused operator with *** and *** in /usr/bin')
  })
})
