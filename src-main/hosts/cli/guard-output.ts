/** Ends the command in good order where what it prints cannot be written. */
export function guardOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that has seen enough, such as head, is no error.
    if (error.code === 'EPIPE') process.exit(0);
    process.stderr.write(`gapscope: standard output cannot be written (${error.message}).\n`);
    process.exit(1);
  });
  // Nobody reads the messages, or there is no room for them: the work goes on.
  process.stderr.on('error', () => undefined);
}
