import { dnsLabelProblem, dnsSubdomainProblem } from '../kubernetes/names';
import { Problem } from '../kubernetes/problem';
import { parseQuantity } from '../kubernetes/quantities';
import { selectorProblem } from '../kubernetes/selectors';
import { inItsLetters } from '../lint/edit';
import { textFaults, withMeantQuantity } from '../lint/faults';
import { Context, Fault, faultsAt, NONE, Rule, source } from '../lint/rule';
import { claimsIn } from '../model/claims';
import { Field } from '../model/field';
import { labelSelectorAt } from '../model/selector';

const REFUSED = 'the API server refuses the claim, and from Kubernetes 1.34 the StatefulSet that would make it';
const VALIDATION = 'pkg/apis/core/validation/validation.go';
const UNREADABLE: Problem = { problem: 'is no amount that Kubernetes can read' };
const VOLUME_MODES = ['Filesystem', 'Block'];
const ACCESS_MODES = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'];

const PRINTED_MODES: ReadonlyMap<string, string> = new Map(Object.entries({
  RWO: 'ReadWriteOnce', ROX: 'ReadOnlyMany', RWX: 'ReadWriteMany', RWOP: 'ReadWriteOncePod',
}));

/**
 * Rules on what claims ask for: those of claim templates, of ephemeral volumes, and plain PersistentVolumeClaims, which
 * the API server takes by the same rules.
 */
export const CLAIM_TEMPLATES: readonly Rule[] = [
  {
    id: 'C01',
    name: 'access-modes-missing',
    severity: 'error',
    demand: 'A claim has at least one access mode.',
    consequence: REFUSED,
    fix: 'write accessModes: [ReadWriteOnce]',
    link: source(VALIDATION, 2389),
    check: specs(spec => {
      const at = spec.at('accessModes');
      const isMissing = !at.isSet || (Array.isArray(at.value) && at.value.length === 0);
      return isMissing ? [{ at, problem: at.isSet ? 'is empty' : 'is missing' }] : NONE;
    }),
  },
  {
    id: 'C02',
    name: 'access-mode-invalid',
    severity: 'error',
    demand: `The access modes of a claim are of ${ACCESS_MODES.join(', ')}, and the last one stands alone.`,
    consequence: REFUSED,
    fix: 'write accessModes: [ReadWriteOnce]',
    link: source(VALIDATION, 2400),
    check: specs(spec => {
      const at = spec.at('accessModes');
      const unknown = at.items.filter(({ string }) => string !== undefined && !ACCESS_MODES.includes(string));
      const known = new Set(at.strings.filter(mode => ACCESS_MODES.includes(mode)));
      return [
        ...unknown.map(mode => ({ at: mode, problem: 'is no access mode', ...meantMode(mode) })),
        ...known.has('ReadWriteOncePod') && known.size > 1 ? [{ at, problem: 'has ReadWriteOncePod beside other access modes' }] : NONE,
      ];
    }),
  },
  {
    id: 'C03',
    name: 'storage-request-invalid',
    severity: 'error',
    demand: 'A claim requests an amount of storage above 0.',
    consequence: REFUSED,
    fix: 'write an amount such as 10Gi',
    link: source(VALIDATION, 2415),
    check: specs(spec => {
      const [request, limit] = ['requests', 'limits'].map(list => spec.at('resources', list, 'storage'));
      return [
        ...faultsAt(request, request.isSet ? amountProblem(request.intOrString) : { problem: 'is missing' }).map(withMeantQuantity),
        // a limit has no bounds, though it has to be a quantity
        ...amountProblem(limit.intOrString) === UNREADABLE ? faultsAt(limit, UNREADABLE).map(withMeantQuantity) : NONE,
      ];
    }),
  },
  {
    id: 'C04',
    name: 'storage-class-name-invalid',
    severity: 'error',
    demand: 'The name of a StorageClass is a DNS subdomain.',
    consequence: REFUSED,
    fix: 'write the name of a StorageClass, or leave it out for the default one',
    link: source(VALIDATION, 2424),
    check: specs(spec => textFaults(spec.at('storageClassName'), dnsSubdomainProblem)),
  },
  {
    id: 'C05',
    name: 'volume-mode-unknown',
    severity: 'error',
    demand: 'The volume mode of a claim is Filesystem or Block.',
    consequence: REFUSED,
    fix: 'write Filesystem or Block, or leave it out for Filesystem',
    link: source(VALIDATION, 2429),
    check: specs(spec => {
      const at = spec.at('volumeMode');
      // an empty one is refused, too: the default stands only for what is left out
      return at.string !== undefined && !VOLUME_MODES.includes(at.string) ? [{ at, problem: 'is neither Filesystem nor Block', ...inItsLetters(at.string, VOLUME_MODES) }] : NONE;
    }),
  },
  {
    id: 'C06',
    name: 'data-source-invalid',
    severity: 'error',
    demand: 'A data source has a name and a kind, a group unless it is a PersistentVolumeClaim, and `dataSource` says the same as `dataSourceRef`.',
    consequence: 'the API server refuses the claim, and from Kubernetes 1.34 the StatefulSet that would make it, or ignores the source and makes '
      + 'an empty volume',
    fix: 'write apiGroup: snapshot.storage.k8s.io, kind: VolumeSnapshot and its name, in dataSourceRef alone',
    link: source(VALIDATION, 2329),
    check: specs(spec => [
      ...sourceFaults(spec.at('dataSource')),
      ...sourceFaults(spec.at('dataSourceRef')),
      ...textFaults(spec.at('dataSourceRef', 'namespace'), dnsLabelProblem),
      ...disagreements(spec.at('dataSource'), spec.at('dataSourceRef')),
    ]),
  },
  {
    id: 'C07',
    name: 'claim-selector-invalid',
    severity: 'error',
    demand: 'The selector of a claim has keys, operators and values that Kubernetes takes.',
    consequence: REFUSED,
    fix: 'select the labels of PersistentVolumes',
    link: source(VALIDATION, 2392),
    check: specs(spec => {
      const at = spec.at('selector');
      return at.isSet ? faultsAt(at, selectorProblem(labelSelectorAt(at))) : NONE;
    }),
  },
  {
    id: 'C08',
    name: 'volume-attributes-class-dropped',
    severity: 'warning',
    demand: 'A claim has a VolumeAttributesClass only where Kubernetes knows it, from 1.34.',
    consequence: 'before Kubernetes 1.34 the API server drops the field without a word, unless a feature gate is set, and the volume has other '
      + 'attributes; from 1.34 it refuses a name that is none',
    fix: 'set the attributes in the parameters of the StorageClass, or run Kubernetes 1.34 or later',
    link: 'https://kubernetes.io/docs/concepts/storage/volume-attributes-classes/',
    versions: '1.28–1.33; the name is looked at from 1.34',
    check: specs((spec, { target }) => {
      const at = spec.at('volumeAttributesClassName');
      if (!at.string) {
        return NONE;
      }
      const invalid = textFaults(at, dnsSubdomainProblem);
      if (invalid.length > 0 && target.isPartlyFrom('1.34')) {
        return invalid.map(fault => ({ ...fault, severity: 'error', fix: 'write the name of a VolumeAttributesClass' }));
      }
      return target.isPartlyBefore('1.34') ? [{ at, problem: 'is a field that Kubernetes has from 1.34' }] : NONE;
    }),
  },
];

/** The mode in other letters, or as kubectl prints it. */
function meantMode({ string }: Field): Pick<Fault, 'edit'> {
  const printed = string === undefined ? undefined : PRINTED_MODES.get(string);
  return printed === undefined ? inItsLetters(string, ACCESS_MODES) : { edit: { set: printed } };
}

function specs(faultsOf: (spec: Field, context: Context) => readonly Fault[]): Rule['check'] {
  return { object: (object, context) => claimsIn(object).flatMap(claim => faultsOf(claim.at('spec'), context)) };
}

function amountProblem(amount: number | string | undefined): Problem | undefined {
  if (amount === undefined) {
    return undefined;
  }
  const nanos = parseQuantity(amount);
  if (nanos === undefined) {
    return UNREADABLE;
  }
  return nanos > 0n ? undefined : { problem: 'is not more than 0' };
}

function sourceFaults(dataSource: Field): readonly Fault[] {
  if (!dataSource.isSet || typeof dataSource.value !== 'object') {
    return NONE;
  }
  const [group, kind] = [dataSource.at('apiGroup'), dataSource.at('kind')];
  const missing = ['name', 'kind'].map(key => dataSource.at(key)).filter(field => !field.isSet || field.value === '');
  return [
    ...missing.map(at => ({ at, problem: at.isSet ? 'is empty' : 'is missing' })),
    ...!group.isSet || group.value === '' ? coreKindFaults(kind) : textFaults(group, dnsSubdomainProblem),
  ];
}

function coreKindFaults(kind: Field): readonly Fault[] {
  return kind.string && kind.string !== 'PersistentVolumeClaim'
    ? [{ at: kind, problem: 'has no apiGroup beside it, and without one only a PersistentVolumeClaim is a source' }]
    : NONE;
}

function disagreements(dataSource: Field, reference: Field): readonly Fault[] {
  if (!dataSource.isSet || !reference.isSet) {
    return NONE;
  }
  if (reference.at('namespace').string) {
    return [{ at: dataSource, problem: 'stands beside a dataSourceRef with a namespace' }];
  }
  const differs = ['apiGroup', 'kind', 'name'].some(key => (dataSource.at(key).value ?? undefined) !== (reference.at(key).value ?? undefined));
  return differs ? [{ at: dataSource, problem: 'is not the same as dataSourceRef' }] : NONE;
}
