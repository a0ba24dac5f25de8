import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { entryOf } from '../../diagnostics/codes.js'
import { DiagnosticError, problem, warning, type Diagnostic } from '../../diagnostics/diagnostic.js'
import type { Cluster } from '../../ports/cluster.js'
import { chooseContext, type KubeconfigText } from './kubeconfig.js'
import type { SiteTarget } from './site-targets.js'

/** A site that can be worked on: its private kubeconfig lies on disk, its API server has not been asked anything yet. */
export interface OpenSite {
  readonly target: SiteTarget
  /** Absolute path, mode 0600, one context named like the site. */
  readonly kubeconfig: string
  readonly cluster: Cluster
}

/** Makes the client of one API server. */
export type ConnectCluster = (access: { readonly kubeconfig: string; readonly context: string }) => Promise<Cluster> | Cluster

/**
 * Calls `use` with the sites opened, and takes everything away afterwards, however it ends: clients, kubeconfigs, the folder.
 * When one site cannot be opened, none is used and the problems are all of them.
 */
export async function withSites<Result>(targets: readonly SiteTarget[], folder: string, connect: ConnectCluster, use: (sites: ReadonlyMap<string, OpenSite>) => Promise<Result>): Promise<Result> {
  const opened: OpenSite[] = []
  try {
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const chosen = await Promise.all(targets.map((target) => choose(target)))
    const problems = chosen.flatMap((choice) => ('code' in choice ? [choice] : []))
    if (problems.length > 0) throw new DiagnosticError(...problems)
    for (const choice of chosen) {
      if ('code' in choice) continue
      const kubeconfig = join(folder, `${choice.target.site}.json`)
      await writeFile(kubeconfig, choice.text, { mode: 0o600, flag: 'wx' })
      opened.push({ target: choice.target, kubeconfig, cluster: await connect({ kubeconfig, context: choice.target.site }) })
    }
    return await use(new Map(opened.map((site) => [site.target.site, site])))
  } finally {
    await Promise.allSettled(opened.map(({ cluster }) => cluster.close()))
    await rm(folder, { recursive: true, force: true })
  }
}

async function choose(target: SiteTarget): Promise<{ readonly target: SiteTarget; readonly text: string } | Diagnostic> {
  const { site, kubeconfigs, context } = target
  const texts: KubeconfigText[] = []
  for (const file of kubeconfigs) {
    const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => problem('STK_KUBECONFIG_UNREADABLE', { site, file, reason: cause.code ?? cause.name }, { ...placed(target.at.kubeconfig), cause }))
    if (typeof text !== 'string') return text
    texts.push({ file, text })
  }
  const choice = chooseContext(texts, context, site)
  if ('kubeconfig' in choice) return { target, text: choice.kubeconfig }
  if ('unreadable' in choice) return problem('STK_KUBECONFIG_INVALID', { site, file: choice.unreadable }, placed(target.at.kubeconfig))
  const params = { site, file: kubeconfigs.join(', '), kind: choice.unknown, name: choice.name, known: choice.known.join(', ') }
  return problem('STK_CONTEXT_UNKNOWN', params, placed(target.at.context))
}

/**
 * Whether every site is the cluster that is pinned. Called before anything that changes a cluster, each time anew: between two
 * commands the name of a context may have come to mean another cluster.
 */
export async function checkClusters(sites: Iterable<OpenSite>): Promise<Diagnostic[]> {
  const found = await Promise.all([...sites].map(checkCluster))
  return found.flat()
}

/** The same for those who can go on without an answer: a site that is silent is a warning. */
export async function checkClustersThatAnswer(sites: Iterable<OpenSite>): Promise<Diagnostic[]> {
  const found = await Promise.all([...sites].map(async (site) => {
    const problems = await checkCluster(site)
    const isSilent = problems.length > 0 && problems.every(({ code }) => entryOf(code).fault === 'external')
    return isSilent ? [warning('STK_SITE_SILENT', { site: site.target.site, reason: reasonOf(problems) })] : problems
  }))
  return found.flat()
}

async function checkCluster({ target, cluster }: OpenSite): Promise<Diagnostic[]> {
  const { site, context, kubeconfigs, uid: pinned } = target
  try {
    const found = await cluster.uid()
    return found === pinned ? [] : [problem('STK_WRONG_CLUSTER', { site, context, file: kubeconfigs.join(', '), found, pinned }, placed(target.at.uid))]
  } catch (cause) {
    if (cause instanceof DiagnosticError) return [...cause.diagnostics]
    throw cause
  }
}

function reasonOf([first]: readonly Diagnostic[]): string {
  return [first?.code, first?.params['reason']].filter((part) => part !== undefined).join(' ')
}

function placed<At>(at: At | undefined): { readonly at?: At } {
  return at === undefined ? {} : { at }
}
