import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export interface PackageSize {
  readonly name: string;
  readonly packedKilobytes: number;
  readonly installedKilobytes: number;
}

/** How large the package of the library is, with what it brings, and that of the command alone. */
export function packageSizes(command: string): PackageSize[] {
  return [join(__dirname, '..'), command].map(cwd => {
    const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const [{ name, size, unpackedSize }] = JSON.parse(output) as { name: string; size: number; unpackedSize: number }[];
    return { name, packedKilobytes: Math.round(size / 1000), installedKilobytes: Math.round(unpackedSize / 1000) };
  });
}
