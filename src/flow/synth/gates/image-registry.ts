import { annotationKeys } from '../labels.js'
import { resourcesOf, text, type SynthesizedStack } from '../output/read-output.js'
import { imagesOf } from './containers.js'
import { blocks, type Gate } from './gate.js'
import { namespacesOf } from './namespaces.js'

/** What runs comes from the registries that the inventory lists for the cluster; the namespace says which these are. */
export const imageRegistry: Gate = {
  id: 'image-registry',
  code: 'STK_IMAGE_REGISTRY',
  check: (stacks) => stacks.flatMap((stack) => {
    const known = registriesOf(stack)
    return resourcesOf(stack).flatMap((resource) => imagesOf(resource)
      .filter((image) => !known.some((host) => image.startsWith(`${host}/`)))
      .map((image) => blocks('image-registry', { stack, resource }, { image, known: known.join(', ') || '-' })))
  }),
}

function registriesOf(stack: SynthesizedStack): string[] {
  return namespacesOf([stack]).flatMap(({ annotations }) => (text(annotations[annotationKeys.registries]) ?? '').split(',').filter(Boolean))
}
