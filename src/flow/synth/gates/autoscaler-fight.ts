import { at, metadataOf, resourcesOf, text } from '../output/read-output.js'
import { blocks, type Gate } from './gate.js'

/** Replicas have one master: where the stack states them, every apply undoes what an autoscaler has done since. */
export const autoscalerFight: Gate = {
  id: 'autoscaler-fight',
  code: 'STK_AUTOSCALER_FIGHT',
  check: (stacks) => stacks.flatMap((stack) => {
    const resources = resourcesOf(stack)
    return resources.filter(({ type }) => /^kubernetes_horizontal_pod_autoscaler/.test(type)).flatMap((resource) => {
      const target = text(at(resource.body, 'spec', 'scale_target_ref', 'name'))
      const { namespace } = metadataOf(resource)
      const scaled = resources.some((other) => {
        const { name, namespace: place } = metadataOf(other)
        const states = /^kubernetes_(deployment|stateful_set)/.test(other.type) && at(other.body, 'spec', 'replicas') !== undefined
        return states && name === target && place === namespace
      })
      return scaled ? [blocks('autoscaler-fight', { stack, resource }, { target: target ?? '' })] : []
    })
  }),
}
