// What StatefulApp warns of, in the many programs of the tests, would hide everything else that they print.
const write = process.stderr.write.bind(process.stderr);
process.stderr.write = ((text: string | Uint8Array, ...rest: []) => String(text).startsWith('warning: [') || write(text, ...rest)) as typeof write;
