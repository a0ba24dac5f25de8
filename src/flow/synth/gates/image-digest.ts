import { resourcesOf } from '../output/read-output.js'
import { imagesOf } from './containers.js'
import { blocks, type Gate } from './gate.js'

/** An image named by a tag may be another image tomorrow, or on the other site. */
export const imageDigest: Gate = {
  id: 'image-digest',
  code: 'STK_IMAGE_DIGEST',
  check: (stacks) => stacks.flatMap((stack) => resourcesOf(stack).flatMap((resource) => imagesOf(resource)
    .filter((image) => !/@sha256:[0-9a-f]{64}$/.test(image))
    .map((image) => blocks('image-digest', { stack, resource }, { image })))),
}
