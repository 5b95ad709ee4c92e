import { parseQuantity, WHOLE } from '../kubernetes/quantities';
import { Severity } from '../lint/finding';
import { Fault, NONE, Rule, source } from '../lint/rule';
import { Field } from '../model/field';
import { PodTemplate } from '../model/pod-template';

/** The resources that are counted in bytes. */
const RESOURCES = ['memory', 'ephemeral-storage'];

/** No process starts in less memory, so that a smaller amount is a mistake. */
const LEAST = 1024n * 1024n * WHOLE;

/**
 * Rules on amounts of memory and storage that are valid and too small to be meant.
 */
export const BYTE_AMOUNTS: readonly Rule[] = [
  {
    id: 'R98',
    name: 'amount-of-bytes-tiny',
    severity: 'error',
    demand: 'Amounts of memory and of storage on the node are bytes, and more than a mebibyte: `m` stands for thousandths, not for mega.',
    consequence: 'with such a limit the container is killed, or the pod evicted, as soon as it does anything; such a request reserves nothing',
    fix: 'write Mi, as in 512Mi, or M for millions of bytes',
    link: source('pkg/api/pod/warnings.go', 227),
    check: { pod: pod => amountsIn(pod).flatMap(({ at, severity }) => tinyFaults(at, severity)) },
  },
];

interface Amount {
  readonly at: Field;
  readonly severity?: Severity;
}

function amountsIn({ spec, volumes, allContainers }: PodTemplate): Amount[] {
  const resources = [spec, ...allContainers.map(({ field }) => field)].map(holder => holder.at('resources')).filter(each => each.isSet);
  return [
    ...resources.flatMap(each => RESOURCES.flatMap(name => [
      { at: each.at('limits', name) },
      // the pod runs, and nothing is kept free for it
      { at: each.at('requests', name), severity: 'warning' as const },
    ])),
    ...volumes.map(volume => ({ at: volume.at('emptyDir', 'sizeLimit') })),
  ];
}

function tinyFaults(at: Field, severity?: Severity): readonly Fault[] {
  const nanos = at.intOrString === undefined ? undefined : parseQuantity(at.intOrString);
  // 0 is for none, and what is below is refused
  if (nanos === undefined || nanos <= 0n || nanos >= LEAST) {
    return NONE;
  }
  const bytes = Number(nanos) / Number(WHOLE);
  return [{ at, problem: bytes < 1 ? 'is a fraction of a byte' : `is ${bytes === 1 ? 'one byte' : `${bytes} bytes`}`, severity }];
}
