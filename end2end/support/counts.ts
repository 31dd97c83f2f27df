// The last line of a run: how many tests ended how. A run of none is a failure.

import type { FullResult, Reporter, Suite, TestCase, TestResult } from '@playwright/test/reporter';

export default class Counts implements Reporter {
  private planned = 0;
  private readonly counts = new Map<TestResult['status'], number>();

  onBegin(_config: unknown, suite: Suite) {
    this.planned = suite.allTests().length;
  }

  onTestEnd(_test: TestCase, { status }: TestResult) {
    this.counts.set(status, (this.counts.get(status) ?? 0) + 1);
  }

  async onEnd({ status }: FullResult) {
    const of = (name: TestResult['status']) => this.counts.get(name) ?? 0;
    const ran = [...this.counts.values()].reduce((sum, count) => sum + count, 0);
    const failed = of('failed') + of('timedOut') + of('interrupted');
    console.log(
      `browser tests: ${of('passed')} passed, ${failed} failed, ${of('skipped')} skipped, ` +
        `${this.planned - ran} not run, of ${this.planned}: ${status}`,
    );
    return this.planned === 0 ? { status: 'failed' as const } : undefined;
  }

  printsToStdio() {
    return true;
  }
}
