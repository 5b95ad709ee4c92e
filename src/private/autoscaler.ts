import * as kplus from 'cdk8s-plus-28';
import { IConstruct } from 'constructs';

/**
 * The HorizontalPodAutoscaler of the program that scales the target. It is looked for beside the target first, as a
 * search through a large tree for each of its apps would take a time that grows with the square.
 */
export function autoscalerOf(target: IConstruct & kplus.IScalable): kplus.HorizontalPodAutoscaler | undefined {
  const scales = (construct: IConstruct): construct is kplus.HorizontalPodAutoscaler =>
    construct instanceof kplus.HorizontalPodAutoscaler && construct.target === target;
  return target.node.scope?.node.children.find(scales) ?? target.node.root.node.findAll().find(scales);
}
