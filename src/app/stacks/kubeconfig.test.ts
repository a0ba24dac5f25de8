import { describe, expect, it } from 'vitest'
import { chooseContext } from './kubeconfig.js'

const text = `
apiVersion: v1
kind: Config
current-context: other
contexts:
  - { name: city, context: { cluster: one, user: admin, namespace: default } }
  - { name: other, context: { cluster: two, user: guest } }
  - { name: torn, context: { cluster: nowhere, user: admin } }
clusters:
  - { name: one, cluster: { server: https://10.0.0.1:6443, certificate-authority: pki/ca.crt } }
  - { name: two, cluster: { server: https://10.0.0.2:6443 } }
users:
  - { name: admin, user: { client-certificate: ../admin.crt, client-key: /keys/admin.key, exec: { apiVersion: v1, command: bin/login, args: [city] } } }
  - { name: guest, user: { token: hush-hush, exec: { command: login } } }
`

const file = '/home/operator/.kube/config'
const chosen = (context: string, more: Parameters<typeof chooseContext>[0] = []) => chooseContext([{ file, text }, ...more], context, 'cloud')

function written(context: string) {
  const choice = chosen(context)
  return 'kubeconfig' in choice ? JSON.parse(choice.kubeconfig) : choice
}

describe('choosing one context of a kubeconfig', () => {
  it('leaves one context, named like the site, with its own cluster and user', () => {
    expect(written('city')).toMatchObject({
      'current-context': 'cloud', contexts: [{ name: 'cloud', context: { cluster: 'one', user: 'admin' } }], clusters: [{ name: 'one' }], users: [{ name: 'admin' }],
    })
    expect(JSON.stringify(written('city'))).not.toContain('hush-hush')
  })

  it('makes relative paths absolute from the folder of the file, and leaves absolute ones', () => {
    expect(written('city').clusters[0].cluster['certificate-authority']).toBe('/home/operator/.kube/pki/ca.crt')
    expect(written('city').users[0].user).toMatchObject({ 'client-certificate': '/home/operator/admin.crt', 'client-key': '/keys/admin.key' })
  })

  it('keeps login plugins: one with a folder from the file\'s folder, a bare name as it is', () => {
    expect(written('city').users[0].user.exec).toEqual({ apiVersion: 'v1', command: '/home/operator/.kube/bin/login', args: ['city'] })
    expect(written('other').users[0].user.exec.command).toBe('login')
  })

  it('names the contexts there are when the wanted one is not there', () => {
    expect(chosen('cty')).toEqual({ unknown: 'context', name: 'cty', known: ['city', 'other', 'torn'] })
    expect(chosen('torn')).toEqual({ unknown: 'cluster', name: 'nowhere', known: ['one', 'two'] })
  })

  it('reads several files as one, paths from the folder each stands in', () => {
    const second = { file: '/etc/kube/more', text: 'clusters: [{ name: nowhere, cluster: { certificate-authority: ca.crt } }]' }
    const choice = chosen('torn', [second])

    expect('kubeconfig' in choice && JSON.parse(choice.kubeconfig).clusters[0].cluster['certificate-authority']).toBe('/etc/kube/ca.crt')
  })

  it('says of a file that is no kubeconfig only which it is', () => {
    expect(chooseContext([{ file, text: 'token: [hush' }], 'city', 'cloud')).toEqual({ unreadable: file })
    expect(chooseContext([{ file, text: 'contexts: city' }], 'city', 'cloud')).toEqual({ unreadable: file })
  })
})
