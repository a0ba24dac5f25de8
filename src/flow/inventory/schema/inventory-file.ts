import { z } from 'zod'
import { cloud, platform } from './clouds.js'
import { device, facility } from './facilities.js'
import { auditSample, dataset, drill, drPolicy, issuedReport, project, sharingConnection, similarityGroup, verification, zombieAssessment } from './governance.js'
import { accessSite, domain, line, network } from './networks.js'
import { organisation, person, supplier } from './organisations.js'
import { classifiedPlaceholder, dependency, funding, system, usageMeasure } from './systems.js'

/** Every collection of an inventory, with the schema of its records. */
export const collections = {
  organisations: organisation,
  people: person,
  suppliers: supplier,
  facilities: facility,
  devices: device,
  domains: domain,
  networks: network,
  lines: line,
  accessSites: accessSite,
  clouds: cloud,
  platforms: platform,
  systems: system,
  classifiedPlaceholders: classifiedPlaceholder,
  usage: usageMeasure,
  dependencies: dependency,
  funding,
  projects: project,
  datasets: dataset,
  sharingConnections: sharingConnection,
  zombieAssessments: zombieAssessment,
  similarityGroups: similarityGroup,
  drPolicies: drPolicy,
  drills: drill,
  verifications: verification,
  auditSamples: auditSample,
  issuedReports: issuedReport,
} as const

export type CollectionName = keyof typeof collections

type FileShape = { [Name in CollectionName]: z.ZodOptional<z.ZodArray<(typeof collections)[Name]>> }

/** One YAML file of `inventory/<place>/`: any collections, each a list; the files of a place are merged. */
export const inventoryFile = z.strictObject(
  Object.fromEntries(Object.entries(collections).map(([name, schema]) => [name, z.array(schema).optional()])) as FileShape,
)
