import type { Json } from '../../../model/json.js'
import { asList, at, type Resource } from '../output/read-output.js'

/** Specs of the pods a resource makes: of a pod, of a template, and of a job's template inside a schedule. */
export function podSpecsOf({ body }: Resource): Json[] {
  const specs = [at(body, 'spec'), at(body, 'spec', 'template', 'spec'), at(body, 'spec', 'job_template', 'spec', 'template', 'spec')]
  return specs.flatMap((spec) => (spec !== undefined && containersOf(spec).length > 0 ? [spec] : []))
}

export function containersOf(podSpec: Json): Json[] {
  return [...asList(at(podSpec, 'container')), ...asList(at(podSpec, 'init_container'))]
}
