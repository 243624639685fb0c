/**
 * The tests of this suite are the steps of one story: after one that failed, those that follow it are
 * left out. Mocha's own `bail` leaves them out also where a test of any other suite has failed.
 */
export function tellsOneStory(suite: Mocha.Suite): void {
  let failed = false;
  suite.beforeEach(function () {
    if (failed) {
      this.skip();
    }
  });
  suite.afterEach(function () {
    failed ||= this.currentTest?.state === 'failed';
  });
}
