import { delimiter, isAbsolute, join, resolve } from 'node:path'
import { homedir } from 'node:os'
import { problem, type Diagnostic, type SourceRange } from '../../diagnostics/diagnostic.js'
import { suggest } from '../../diagnostics/suggest.js'
import { parseFile } from '../../flow/inventory/parse.js'
import type { SiteAccess } from '../../flow/inventory/schema/inventory.js'
import type { PlaceOnDisk } from '../inventory/read-place.js'

/** How one site is reached, as sites.yaml or flags say it; nothing has been looked at yet. */
export interface SiteTarget {
  readonly site: string
  /** Absolute paths; several count as one kubeconfig. */
  readonly kubeconfigs: readonly string[]
  readonly context: string
  /** UID of the namespace kube-system that the cluster must have. */
  readonly uid: string
  readonly addresses: Readonly<Record<string, string>>
  /** Where each of it is written; empty for flags. */
  readonly at: { readonly kubeconfig?: SourceRange; readonly context?: SourceRange; readonly uid?: SourceRange; readonly site?: SourceRange }
}

/** `--kubeconfig`, `--context`, `--uid`: one site without a sites.yaml. */
export interface SiteFlags {
  readonly kubeconfig?: string
  readonly context?: string
  readonly uid?: string
}

export interface TargetRequest {
  readonly root: string
  /** What relative paths of flags start from. */
  readonly cwd: string
  readonly place: PlaceOnDisk
  /** Ids of the sites that are to be reached. */
  readonly sites: readonly string[]
  readonly flags: SiteFlags
  readonly environment: NodeJS.ProcessEnv
}

export interface SiteTargets {
  readonly targets: readonly SiteTarget[]
  readonly diagnostics: readonly Diagnostic[]
}

/** How the wanted sites are reached. Flags stand for the one site they are given for; what sites.yaml says of its addresses still holds. */
export function siteTargets(request: TargetRequest): SiteTargets {
  const { place, sites, flags } = request
  const given = Object.keys(flags).length > 0
  if (!given && !place.sites) return { targets: [], diagnostics: [problem('STK_SITES_MISSING', { place: place.place, file: sitesFileOf(place) })] }
  const results = given ? [fromFlags(request)] : sites.map((site) => fromFile(request, site))
  return {
    targets: results.flatMap((result) => ('site' in result ? [result] : [])),
    diagnostics: results.flatMap((result) => ('code' in result ? [result] : [])),
  }
}

function fromFlags({ flags: { kubeconfig, context, uid }, sites, cwd, place }: TargetRequest): SiteTarget | Diagnostic {
  if (kubeconfig === undefined || context === undefined || uid === undefined) {
    const missing = Object.entries({ kubeconfig, context, uid }).flatMap(([name, value]) => (value === undefined ? [`--${name}`] : []))
    return problem('STK_SITE_FLAGS', { missing: missing.join(', ') })
  }
  const [site, ...more] = sites
  if (site === undefined || more.length > 0) return problem('STK_SITE_FLAGS_ONE', { sites: sites.join(', ') })
  const addresses = place.sites?.sites.find((access) => access.site === site)?.addresses ?? {}
  return { site, kubeconfigs: pathsOf(kubeconfig, cwd), context, uid, addresses, at: {} }
}

function fromFile({ root, cwd, place, environment }: TargetRequest, site: string): SiteTarget | Diagnostic {
  const file = sitesFileOf(place)
  const listed = place.sites?.sites ?? []
  const index = listed.findIndex((access) => access.site === site)
  const access = listed[index]
  const locate = locateIn(place, file)
  if (!access) return unlisted(site, file, listed, locate([]))
  const at = { site: locate(['sites', index, 'site']), kubeconfig: locate(['sites', index, 'kubeconfig']), context: locate(['sites', index, 'context']), uid: locate(['sites', index, 'uid']) }
  const paths = 'env' in access.kubeconfig ? environment[access.kubeconfig.env] : access.kubeconfig.file
  if ('env' in access.kubeconfig && !paths) return problem('STK_KUBECONFIG_UNSET', { variable: access.kubeconfig.env, site }, { at: at.kubeconfig })
  return { site, kubeconfigs: pathsOf(paths ?? '', 'env' in access.kubeconfig ? cwd : root), context: access.context, uid: access.uid, addresses: access.addresses ?? {}, at }
}

/** The file that says how the sites are reached, as it was read, or where it would be looked for. */
export function sitesFileOf({ place, files }: PlaceOnDisk): string {
  return files.find(({ role }) => role === 'sites')?.path ?? `migrations/${place}/sites.yaml`
}

function unlisted(site: string, file: string, listed: readonly SiteAccess[], at: SourceRange): Diagnostic {
  const known = listed.map((access) => access.site)
  const suggestion = suggest(site, known)
  return problem('STK_SITE_UNLISTED', { file, site, known: known.join(', ') }, suggestion === undefined ? { at } : { at, suggestion })
}

/** Positions in sites.yaml as it was read with the place. */
export function locateIn(place: PlaceOnDisk, path: string): (data: readonly (string | number)[]) => SourceRange {
  const source = place.files.find((file) => file.path === path)
  const parsed = source && parseFile(source)
  return (data) => parsed?.locate(data, 'value') ?? { file: path, line: 1, column: 1, length: 1 }
}

/** `~/` stands for the home directory also where no shell has read the path; several paths are separated as in KUBECONFIG. */
function pathsOf(value: string, base: string): string[] {
  return value.split(delimiter).filter((path) => path !== '').map((path) => {
    if (path.startsWith('~/')) return join(homedir(), path.slice(2))
    return isAbsolute(path) ? path : resolve(base, path)
  })
}
