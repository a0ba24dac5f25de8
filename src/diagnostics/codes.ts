import { assessmentCatalog } from './catalog/assessment.js'
import { cliCatalog } from './catalog/cli.js'
import { controlDatabaseCatalog } from './catalog/control-database.js'
import { drCatalog } from './catalog/dr.js'
import { engineCatalog } from './catalog/engine.js'
import { evidenceCatalog } from './catalog/evidence.js'
import { filesCatalog } from './catalog/files.js'
import { inventoryCatalog } from './catalog/inventory.js'
import { mariadbCatalog } from './catalog/mariadb.js'
import { moverCatalog } from './catalog/mover.js'
import { planCatalog } from './catalog/plan.js'
import { preflightFilesCatalog } from './catalog/preflight-files.js'
import { preflightMariadbCatalog } from './catalog/preflight-mariadb.js'
import { preflightServerCatalog } from './catalog/preflight-server.js'
import { preflightCatalog } from './catalog/preflight.js'
import { replicaCatalog } from './catalog/replica.js'
import { reportCatalog } from './catalog/report.js'
import { routerCatalog } from './catalog/router.js'
import { runCatalog } from './catalog/run.js'
import { setupCatalog } from './catalog/setup.js'
import { stacksAccessCatalog } from './catalog/stacks-access.js'
import { stacksApplyCatalog } from './catalog/stacks-apply.js'
import { stacksCatalog } from './catalog/stacks.js'
import { stacksUnknownCatalog } from './catalog/stacks-unknown.js'
import { throttleCatalog } from './catalog/throttle.js'
import { networkCatalog } from './catalog/network.js'
import { runnerCatalog } from './catalog/runner.js'
import { clusterCatalog } from './catalog/cluster.js'
import { planGatesCatalog } from './catalog/plan-gates.js'
import { capacityCatalog } from './catalog/capacity.js'
import { toolsCatalog } from './catalog/tools.js'
import { workloadsCatalog } from './catalog/workloads.js'
import type { CatalogEntry } from './entry.js'

/** Every problem the product can name, one file a family. */
export const catalog = {
  ...inventoryCatalog, ...assessmentCatalog, ...planCatalog, ...stacksCatalog, ...runCatalog, ...routerCatalog, ...replicaCatalog,
  ...moverCatalog, ...preflightCatalog, ...preflightServerCatalog, ...preflightMariadbCatalog, ...preflightFilesCatalog, ...mariadbCatalog, ...filesCatalog, ...drCatalog, ...throttleCatalog, ...evidenceCatalog, ...controlDatabaseCatalog, ...engineCatalog, ...setupCatalog, ...reportCatalog, ...cliCatalog,
  ...networkCatalog, ...runnerCatalog, ...clusterCatalog, ...planGatesCatalog, ...capacityCatalog, ...toolsCatalog, ...workloadsCatalog,
  ...stacksAccessCatalog, ...stacksApplyCatalog, ...stacksUnknownCatalog,
} as const

export type Code = keyof typeof catalog

export function isCode(text: string): text is Code {
  return Object.hasOwn(catalog, text)
}

export function entryOf(code: Code): CatalogEntry {
  return catalog[code]
}
