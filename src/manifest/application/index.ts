export { claimsOf } from './claims';
export { type Application, governingDomainOf, podsOf } from './pods';
export { rolloutBetween, rolloutOf } from './rollout';
export { servicesOf } from './services';
export { Inventory } from '../model/inventory';
export { podTemplateOf } from '../model/pod-template';
export { StatefulSet } from '../model/stateful-set';
