import { drawApplication } from './application-drawing';
import { escaped } from './canvas';
import { describe, titleOf } from './description';
import { COLOURS, DRAWING_STYLE } from './style';
import { ApplicationPicture } from '../manifest/picture/application-picture';

/** The width of a drawing that stands alone. */
const WIDTH = 760;
const MARGIN = 16;

/**
 * The applications, one below the other, as a file of its own.
 */
export function formatSvg(applications: readonly ApplicationPicture[]): string {
  const parts: string[] = [];
  let y = MARGIN;
  for (const application of applications) {
    const { height, content } = drawApplication(application, WIDTH);
    parts.push(`<g transform="translate(${MARGIN} ${y})">${content}</g>`);
    y += height + MARGIN * 2;
  }
  const [width, height] = [WIDTH + 2 * MARGIN, Math.max(y - MARGIN, 2 * MARGIN)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title description">`,
    `<title id="title">${escaped(applications.map(titleOf).join('; '))}</title>`,
    `<desc id="description">${escaped(applications.map(describe).join(' '))}</desc>`,
    `<style>${COLOURS}${DRAWING_STYLE}</style>`,
    '<rect width="100%" height="100%" style="fill:var(--paper)"/>',
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}
