import { asList, at, resourcesOf, text, type Resource } from '../output/read-output.js'
import { blocks, type Gate } from './gate.js'

/** An image named by a tag may be another image tomorrow, or on the other site. */
export const imageDigest: Gate = {
  id: 'image-digest',
  code: 'STK_IMAGE_DIGEST',
  check: (stacks) => stacks.flatMap((stack) => resourcesOf(stack).flatMap((resource) => imagesOf(resource)
    .filter((image) => !/@sha256:[0-9a-f]{64}$/.test(image))
    .map((image) => blocks('image-digest', { stack, resource }, { image })))),
}

/** Images of all containers of a workload: of a pod, of a template, and of a job's template inside a schedule. */
function imagesOf({ body }: Resource): string[] {
  const specs = [at(body, 'spec'), at(body, 'spec', 'template', 'spec'), at(body, 'spec', 'job_template', 'spec', 'template', 'spec')]
  const containers = specs.flatMap((spec) => [...asList(at(spec, 'container')), ...asList(at(spec, 'init_container'))])
  return containers.flatMap((container) => text(at(container, 'image')) ?? [])
}
