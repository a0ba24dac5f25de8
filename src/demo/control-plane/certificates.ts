import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { findProgram } from '../../app/setup/programs.js'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import { API_SERVICE_ADDRESS } from './components.js'

interface Leaf {
  readonly name: string
  readonly subject: string
  /** Lines of openssl's extension file. */
  readonly extensions: readonly string[]
}

const SERVER = 'extendedKeyUsage=serverAuth,clientAuth'
const CLIENT = 'extendedKeyUsage=clientAuth'

const API_SERVER_NAMES = `DNS:localhost,DNS:kubernetes.default.svc,IP:127.0.0.1,IP:${API_SERVICE_ADDRESS}`

/** Who proves what it is by a certificate; the subjects are those that the default roles of RBAC name. */
const leaves: readonly Leaf[] = [
  { name: 'etcd', subject: '/CN=etcd', extensions: ['subjectAltName=IP:127.0.0.1', SERVER] },
  { name: 'apiserver', subject: '/CN=kube-apiserver', extensions: [`subjectAltName=${API_SERVER_NAMES}`, SERVER] },
  { name: 'admin', subject: '/O=system:masters/CN=admin', extensions: [CLIENT] },
  { name: 'controller-manager', subject: '/CN=system:kube-controller-manager', extensions: [CLIENT] },
  { name: 'scheduler', subject: '/CN=system:kube-scheduler', extensions: [CLIENT] },
  { name: 'kwok', subject: '/O=system:masters/CN=kwok', extensions: [CLIENT] },
]

/** Longer than any of these clusters lives. */
const DAYS = '30'

/** An authority of the cluster's own, what it signs, and the key pair of the service accounts: `<name>.key` and `<name>.crt` in the folder. */
export async function makeCertificates(folder: string): Promise<void> {
  const openssl = findProgram('openssl')
  if (openssl === undefined) throw new DiagnosticError(problem('SETUP_MISSING_PROGRAMS', { programs: 'openssl', commands: 'sudo apt-get install -y openssl' }))
  mkdirSync(folder, { mode: 0o700 })
  const call = async (...args: readonly string[]) => void (await execa(openssl, args, { cwd: folder, stdin: 'ignore' }))
  await makeKey(call, 'ca')
  await call('req', '-x509', '-new', '-key', 'ca.key', '-subj', '/CN=qianyun-local-cluster', '-days', DAYS, '-out', 'ca.crt',
    '-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign,cRLSign')
  for (const [index, leaf] of leaves.entries()) await sign(call, folder, leaf, index + 1)
  await makeKey(call, 'sa')
  await call('pkey', '-in', 'sa.key', '-pubout', '-out', 'sa.pub')
}

type Call = (...args: readonly string[]) => Promise<void>

function makeKey(call: Call, name: string): Promise<void> {
  return call('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', `${name}.key`)
}

async function sign(call: Call, folder: string, { name, subject, extensions }: Leaf, serial: number): Promise<void> {
  await makeKey(call, name)
  writeFileSync(join(folder, `${name}.ext`), `${extensions.join('\n')}\n`)
  await call('req', '-new', '-key', `${name}.key`, '-subj', subject, '-out', `${name}.csr`)
  await call('x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.crt', '-CAkey', 'ca.key', '-set_serial', String(serial), '-days', DAYS,
    '-extfile', `${name}.ext`, '-out', `${name}.crt`)
}
