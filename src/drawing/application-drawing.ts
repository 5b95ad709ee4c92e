import { Canvas, TYPES } from './canvas';
import { flowed, SEPARATOR } from './text';
import { INSET, thingBox, ThingBox } from './thing-box';
import { CHANGES, factInWords, findingsInWords, rangeOf, rolloutInWords, turnInWords } from './words';
import { ApplicationPicture } from '../manifest/picture/application-picture';
import { collapsed, LaneGroup } from '../manifest/picture/collapse';
import { Thing } from '../manifest/picture/thing';

/**
 * A drawing of an application.
 */
export interface Drawing {
  readonly width: number;
  readonly height: number;

  /** What is drawn, as SVG. */
  readonly content: string;
}

const GAP = 14;
const LINE = 17;

/** The least that a pod is wide, and a Service or a budget. */
const LEAST_LANE = 205;
const LEAST_BOX = 220;

/** The way between what leads to something and this. */
const WAY = 24;

/**
 * Draws an application: the Services that lead to it, the StatefulSet with a lane for each pod, and what limits it.
 */
export function drawApplication(application: ApplicationPicture, width: number): Drawing {
  const canvas = new Canvas(width);
  // half a line is outside of a box
  const [left, room] = [1, width - 2];
  let y = 1;
  const { services, guards } = application;
  if (services.length > 0) {
    y = drawGrid(canvas, services.map(service => thing(service)), { x: left, y, room, least: LEAST_BOX });
    canvas.arrow(width / 2, y, y + WAY, services.every(({ facts }) => facts.some(({ value }) => value.startsWith('pods with'))) ? 'l r' : 'l');
    y += WAY;
  }
  y = drawSet(canvas, application, { x: left, y, room });
  if (guards.length > 0) {
    y = drawGrid(canvas, guards.map(guard => thing(guard)), { x: left, y: y + GAP, room, least: LEAST_BOX });
  }
  return { width, height: Math.ceil(y) + 1, content: canvas.toString() };
}

interface Area {
  readonly x: number;
  readonly y: number;
  readonly room: number;
}

interface Grid extends Area {
  /** The least width of a cell. */
  readonly least: number;

  /** Whether the cells of a row are equally high, as they are by default. */
  readonly isStretched?: boolean;
}

/** Something of a grid, as soon as its width is known. */
type Cell = (width: number) => ThingBox;

function thing(one: Thing): Cell {
  return width => thingBox(one, width);
}

/** Draws cells in rows of the same number, as wide as they can be, and gives where the next thing may begin. */
function drawGrid(canvas: Canvas, cells: readonly Cell[], { x, y, room, least, isStretched = true }: Grid): number {
  const most = Math.max(Math.floor((room + GAP) / (least + GAP)), 1);
  const columns = Math.ceil(cells.length / Math.ceil(cells.length / most));
  const width = (room - (columns - 1) * GAP) / columns;
  let top = y;
  for (let start = 0; start < cells.length; start += columns) {
    const row = cells.slice(start, start + columns).map(cell => cell(width));
    const head = Math.max(...row.map(box => box.head ?? 0));
    const height = Math.max(...row.map(box => box.height + head - (box.head ?? 0)));
    row.forEach((box, index) => box.draw(canvas, x + index * (width + GAP), top + head - (box.head ?? 0), isStretched ? height : undefined));
    top += height + GAP;
  }
  return top - GAP;
}

/** The frame of the StatefulSet with all pods, and gives its lower edge. The frame is drawn when its height is known. */
function drawSet(canvas: Canvas, application: ApplicationPicture, { x, y, room }: Area): number {
  const { set, containers, governing, lanes, notDrawn } = application;
  const inner = { x: x + INSET + 2, room: room - 2 * INSET - 4 };
  const within = new Canvas(canvas.width);
  let base = y + INSET + 9;
  const right = set.change === undefined ? '' : CHANGES[set.change];
  within.text(inner.x, base, 'StatefulSet', 'k', inner.room / 2);
  if (right !== '') {
    within.text(inner.x + inner.room, base, right, 'a', inner.room / 2, { end: true });
  }
  base += 20;
  within.text(inner.x, base, set.name, 'h', inner.room, { classes: set.change === 'removed' ? 'x' : undefined });
  base += 5;
  const lines = (texts: readonly string[], kind: 'f' | 'a') => flowed(texts, text => text, TYPES[kind], inner.room).forEach(some => {
    base += LINE;
    within.text(inner.x, base, some.join(SEPARATOR), kind, inner.room);
  });
  lines(set.facts.map(factInWords), 'f');
  const order = rolloutInWords(lanes, set.name);
  if (order !== '') {
    lines([order], 'f');
  }
  if (set.findings.length > 0) {
    lines(findingsInWords(set).split(', '), 'a');
  }
  let top = base + GAP;
  const inside: Cell[] = [
    ...containers.map((container): Cell => wide => thingBox(container, wide, { names: ['image'] })),
    ...governing ? [(wide: number) => thingBox(governing, wide, { notes: ['gives each pod its DNS name'], without: ['leads to', 'DNS'] })] : [],
  ];
  if (inside.length > 0) {
    top = drawGrid(within, inside, { x: inner.x, y: top, room: inner.room, least: LEAST_BOX }) + GAP;
  }
  const groups = collapsed(lanes);
  if (groups.length > 0) {
    const cells = groups.map((group): Cell => width => laneBox(group, width));
    top = drawGrid(within, cells, { ...inner, y: top + 4, least: LEAST_LANE, isStretched: false }) + GAP;
  } else {
    within.text(inner.x, top + 10, 'no pod', 'f', inner.room);
    top += 10 + GAP;
  }
  if (notDrawn > 0) {
    within.text(inner.x, top + 8, `and ${notDrawn} more pods, which are not drawn`, 'f', inner.room);
    top += 8 + GAP;
  }
  canvas.box(x, y, room, top - y, ['g', ...set.change === undefined ? [] : [set.change]].join(' '), 10);
  canvas.add(within);
  return top;
}

/** A pod with the Services before it and the claims below it. */
function laneBox(group: LaneGroup, width: number): ThingBox {
  const count = group.lanes.length;
  // what is behind a stack must not reach the next one
  const wide = width - (count > 1 ? 6 : 0);
  const [pod] = rangeOf(group, ({ pod: one }) => [one]);
  const turn = turnInWords(group);
  const services = rangeOf(group, lane => lane.services).map(one => thingBox(one, wide, { count, without: ['leads to'] }));
  const box = thingBox({ ...pod!, facts: pod!.facts.map(fact => dnsOf(fact, group)) }, wide, { shape: 'pod', count, notes: turn === '' ? [] : [turn] });
  const claims = rangeOf(group, lane => lane.claims).map(one =>
    thingBox(one, wide, { shape: 'store', count, without: ['when the set is deleted', 'when scaled away'] }));
  const head = services.reduce((sum, each) => sum + each.height + WAY, 0);
  const height = head + box.height + claims.reduce((sum, each) => sum + each.height + 12, 0);
  return {
    height,
    head,
    draw: (canvas, x, y) => {
      let top = y;
      for (const service of services) {
        service.draw(canvas, x, top);
        top += service.height;
        canvas.arrow(x + wide / 2, top, top + WAY - (count > 1 ? 6 : 0));
        top += WAY;
      }
      box.draw(canvas, x, top);
      top += box.height;
      for (const claim of claims) {
        canvas.line(`M${x + wide / 2} ${top}v13`);
        top += 12;
        claim.draw(canvas, x, top);
        top += claim.height;
      }
    },
  };
}

/** The DNS names of a group as one: that of the first pod, and that there are others. */
function dnsOf(fact: Thing['facts'][number], { lanes }: LaneGroup): Thing['facts'][number] {
  return fact.name === 'DNS' && lanes.length > 1 ? { ...fact, value: `${fact.value} …` } : fact;
}
