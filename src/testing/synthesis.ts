import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';

/**
 * The objects below a construct, as `cdk8s synth` would write them. The whole program is validated for it.
 *
 * @throws where the program is not valid
 */
export function synthesized(scope: IConstruct): unknown[] {
  const charts = scope.node.findAll().filter(construct => Chart.isChart(construct));
  if (charts.length > 0) {
    return charts.flatMap(chart => chart.toJson() as unknown[]);
  }
  // what the validation adds, such as the Services of an autoscaler's pods, is there only after it
  Chart.of(scope).toJson();
  return scope.node.findAll().filter(construct => ApiObject.isApiObject(construct)).map(object => object.toJson() as unknown);
}
