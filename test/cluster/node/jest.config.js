/** What runs in real pods, apart from `test:cluster`, whose nodes only pretend. */
module.exports = {
  ...require('../jest.config.js'),
  rootDir: '../../..',
  roots: ['<rootDir>/test/cluster/node'],
  testPathIgnorePatterns: [],
};
