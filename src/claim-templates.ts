import * as kplus from 'cdk8s-plus-28';
import { claimErrors } from './claim-mounts';
import { PodRendering } from './private/cdk8s-plus';
import { errorMessage, refuse } from './private/errors';
import { VolumeClaimTemplate } from './volume-claim-template';
import { VolumeClaimTemplateProps } from './volume-claim-template-props';

/**
 * The claim templates of an app, in the order in which they were added.
 */
export class ClaimTemplates {
  private readonly templates: VolumeClaimTemplate[] = [];

  constructor(private readonly app: kplus.Workload, private readonly pods: PodRendering) {}

  /**
   * Adds a template.
   *
   * @throws where there is one of that name, or the properties contradict each other
   */
  public add(props: VolumeClaimTemplateProps): VolumeClaimTemplate {
    refuse('volumeClaimTemplates.name', props.name,
      this.find(props.name) && { problem: 'is there twice, and the pods would lose one of the claims', fix: 'rename one' });
    const template = VolumeClaimTemplate._create(this.app, this.pods, props);
    this.templates.push(template);
    return template;
  }

  /**
   * All of them.
   */
  public all(): VolumeClaimTemplate[] {
    return [...this.templates];
  }

  /**
   * The template of that name.
   *
   * @throws where there is none
   */
  public of(name: string): VolumeClaimTemplate {
    const template = this.find(name);
    if (template === undefined) {
      const known = this.templates.map(candidate => `"${candidate.name}"`).join(', ');
      throw new Error(errorMessage('volumeClaimTemplate', name,
        'does not exist', known ? `use one of ${known}` : 'add it with addVolumeClaimTemplate'));
    }
    return template;
  }

  /**
   * The templates as they stand in the StatefulSet; undefined where there is none.
   */
  public render(): object[] | undefined {
    return this.templates.length > 0 ? this.templates.map(template => template._toSharedJson()) : undefined;
  }

  /**
   * What is wrong with them, now that all containers are known.
   */
  public errors(): string[] {
    return claimErrors(this.app, this.templates);
  }

  private find(name: string): VolumeClaimTemplate | undefined {
    return this.templates.find(template => template.name === name);
  }
}
