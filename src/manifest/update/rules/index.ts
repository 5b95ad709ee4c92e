import { CLAIM_TEMPLATES } from './claim-templates';
import { CLAIMS } from './claims';
import { CONFIGURATION } from './configuration';
import { DATA } from './data';
import { DATA_FORMATS } from './data-formats';
import { IDENTITY } from './identity';
import { IMMUTABLE_FIELDS } from './immutable-fields';
import { KEPT_DEFAULTS } from './kept-defaults';
import { PROMOTIONS } from './promotions';
import { ROLLOUT } from './rollout';
import { SCALING } from './scaling';
import { SERVICES } from './services';
import { UpdateRule } from '../rule';

/**
 * The update rules by what they look at.
 */
export const UPDATE_RULE_GROUPS: Readonly<Record<string, readonly UpdateRule[]>> = {
  'Names and identity': IDENTITY,
  'Fields of StatefulSets': IMMUTABLE_FIELDS,
  'Claim templates': CLAIM_TEMPLATES,
  'Claims': CLAIMS,
  'Data': [...DATA, ...DATA_FORMATS],
  'Configuration': [...CONFIGURATION, ...PROMOTIONS],
  'Services': SERVICES,
  'Scaling and retention': SCALING,
  'Rollout': ROLLOUT,
  'What an apply leaves': KEPT_DEFAULTS,
};

/**
 * All update rules.
 */
export const UPDATE_RULES: readonly UpdateRule[] = Object.values(UPDATE_RULE_GROUPS).flat();
