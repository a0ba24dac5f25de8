import type { RunnerFolder } from './runner-folder.js'

/**
 * What a tool may see of this process's environment: where programs are, whom it trusts, and the credentials of the backends and of state
 * encryption. All the rest stays behind. `KUBE_*` would overrule the kubeconfig of the stack (provider 2.38.0), `TF_CLI_ARGS*`
 * and `TF_WORKSPACE` would change what is run, `TF_LOG` writes secrets, a shared `TF_PLUGIN_CACHE_DIR` crashes parallel inits.
 */
const ALLOWED = [/^PATH$/, /^SSL_CERT_(FILE|DIR)$/, /^PG[A-Z_]+$/, /^AWS_[A-Z0-9_]+$/, /^TF_HTTP_[A-Z_]+$/, /^TF_ENCRYPTION$/]

/** Names among the allowed ones whose values are never to be told. */
const SECRET = /PASSWORD|SECRET|TOKEN|CONN_STR|ACCESS_KEY|PRIVATE_KEY|^TF_ENCRYPTION$/i

/**
 * The tool and the provider read a schema, work for a second and end: collecting garbage on the way is a sixth of their processor time. A
 * process grows from 110 to 150 MB without; one that grows on collects as ever.
 */
const SHORT_LIFE = { GOGC: 'off', GOMEMLIMIT: '400MiB' }

/** Built from nothing. `LC_ALL` keeps messages in English, by which problems are told apart. */
export function toolEnvironment(inherited: NodeJS.ProcessEnv, folder: RunnerFolder, variables: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const kept = Object.entries(inherited).filter(([name]) => ALLOWED.some((allowed) => allowed.test(name)))
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
  const secrets = Object.entries(environment).flatMap(([name, value]) => (value !== undefined && SECRET.test(name) && value.length >= 6 ? [value] : []))
  const longestFirst = secrets.toSorted((a, b) => b.length - a.length)
  return (text) => longestFirst.reduce((shown, secret) => shown.replaceAll(secret, '***'), text)
}
