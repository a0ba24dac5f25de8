import { readFileSync, writeFileSync } from 'node:fs'
import { apiUrl, certificateFile, kubeconfigFile, type Layout } from './layout.js'

const USERS = ['admin', 'controller-manager', 'scheduler', 'kwok'] as const

/** One kubeconfig a user, with everything in it and the site's name as its only context. */
export function writeKubeconfigs(layout: Layout): void {
  for (const user of USERS) writeFileSync(kubeconfigFile(layout, user), JSON.stringify(kubeconfigOf(layout, user), null, 1), { mode: 0o600 })
}

function kubeconfigOf(layout: Layout, user: (typeof USERS)[number]) {
  const { site } = layout
  const data = (name: string) => readFileSync(certificateFile(layout, name)).toString('base64')
  return {
    apiVersion: 'v1', kind: 'Config', 'current-context': site,
    clusters: [{ name: site, cluster: { server: apiUrl(layout), 'certificate-authority-data': data('ca.crt') } }],
    users: [{ name: user, user: { 'client-certificate-data': data(`${user}.crt`), 'client-key-data': data(`${user}.key`) } }],
    contexts: [{ name: site, context: { cluster: site, user } }],
  }
}
