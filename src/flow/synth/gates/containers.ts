import type { Json } from '../../../model/json.js'
import { asList, at, type Resource } from '../output/read-output.js'
import { imagesOf as imagesIn } from '../plan-gates/images.js'

const workloads = /^kubernetes_(pod|deployment|stateful_set|daemon_set|daemonset|replication_controller|job|cron_job)(_v1)?$/

/** Images a resource runs, also one that is written as a plain manifest. */
export function imagesOf({ type, body }: Resource): string[] {
  return type === 'kubernetes_manifest' || workloads.test(type) ? imagesIn(body) : []
}

/** Specs of the pods a resource makes: of a pod, of a template, and of a job's template inside a schedule. */
export function podSpecsOf({ type, body }: Resource): Json[] {
  if (!workloads.test(type)) return []
  const specs = [at(body, 'spec'), at(body, 'spec', 'template', 'spec'), at(body, 'spec', 'job_template', 'spec', 'template', 'spec')]
  return specs.flatMap((spec) => (spec !== undefined && containersOf(spec).length > 0 ? [spec] : []))
}

export function containersOf(podSpec: Json): Json[] {
  return [...asList(at(podSpec, 'container')), ...asList(at(podSpec, 'init_container'))]
}
