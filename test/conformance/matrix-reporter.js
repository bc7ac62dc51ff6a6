/** Prints after the run, for each construct and provider, the number of passed tests and of all that ran. */
module.exports = class MatrixReporter {
  onRunComplete(_contexts, { testResults }) {
    const cells = new Map();
    for (const { testResults: tests } of testResults) {
      for (const {
        ancestorTitles: [provider, construct],
        status,
      } of tests) {
        const row = cells.get(construct) ?? new Map();
        const { passed = 0, run = 0 } = row.get(provider) ?? {};
        row.set(provider, { passed: passed + (status === 'passed' ? 1 : 0), run: run + 1 });
        cells.set(construct, row);
      }
    }
    const providers = [...new Set([...cells.values()].flatMap((row) => [...row.keys()]))].sort();
    const table = Object.fromEntries(
      [...cells].map(([construct, row]) => [
        construct,
        Object.fromEntries(
          providers.map((provider) => {
            const { passed, run } = row.get(provider) ?? { passed: 0, run: 0 };
            return [provider, `${passed} of ${run}`];
          }),
        ),
      ]),
    );
    console.table(table);
  }
};
