import { readFileSync, writeSync } from 'node:fs';

// Loaded before a variant (`node --require`), and writes what the process has used when it ends.
//
// A process's own account at its end holds everything a user pays: the start of Node.js, the loading of modules, the
// garbage collector's threads, the writing of the files. Only the few milliseconds of the process's teardown are
// missing, which are the same for all variants. Waiting for the child with wait4 would hold these too, but Node.js does
// not offer it.
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeSync(1, JSON.stringify({ cpuMilliseconds: (userCPUTime + systemCPUTime) / 1000, peakKibibytes: peakOfThisProgram() ?? maxRSS }));
});

/**
 * On Linux `maxRSS` of a child begins with the peak of the process that started it. The peak of the program itself is in
 * its status file.
 */
function peakOfThisProgram(): number | undefined {
  try {
    const line = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
    return line ? Number(line[1]) : undefined;
  } catch {
    return undefined;
  }
}
