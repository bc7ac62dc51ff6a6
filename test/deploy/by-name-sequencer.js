const Sequencer = require('@jest/test-sequencer').default;

/** Runs `1-…` before `2-…`; jest would run what failed or took long first. */
module.exports = class ByNameSequencer extends Sequencer {
  sort(tests) {
    return [...tests].sort((a, b) => a.path.localeCompare(b.path));
  }
};
