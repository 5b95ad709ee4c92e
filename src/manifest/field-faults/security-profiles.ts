import { Problem } from '../kubernetes/problem';
import { relativePathProblem } from '../kubernetes/volume-paths';
import { isObject, missing, choiceFaults, textFaults } from '../lint/faults';
import { Fault, NONE } from '../lint/rule';
import { Field } from '../model/field';

const PROFILES = ['RuntimeDefault', 'Localhost', 'Unconfined'];

/**
 * What is wrong with the seccomp and AppArmor profiles of a security context.
 */
export function profileFaults(context: Field): readonly Fault[] {
  const [seccomp, appArmor] = [context.at('seccompProfile'), context.at('appArmorProfile')];
  return [
    ...isObject(seccomp) ? profileFaultsOf(seccomp, relativePathProblem) : NONE,
    ...isObject(appArmor) ? profileFaultsOf(appArmor, name => name.trim() === name ? undefined : { problem: 'has space at an end' }) : NONE,
  ];
}

function profileFaultsOf(profile: Field, nameProblem: (name: string) => Problem | undefined): readonly Fault[] {
  const [type, name] = [profile.at('type'), profile.at('localhostProfile')];
  if (!type.string) {
    return type.isSet && type.string === undefined ? NONE : [missing(type, `set it to one of ${PROFILES.join(', ')}`)];
  }
  if (type.string !== 'Localhost') {
    return [
      ...choiceFaults(type, PROFILES),
      ...name.isSet ? [{ at: name, problem: 'is for the type Localhost only', fix: 'remove it, or set type: Localhost' }] : NONE,
    ];
  }
  return name.isSet ? textFaults(name, nameProblem) : [missing(name, 'name the profile on the node')];
}
