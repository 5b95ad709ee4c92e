/** What runs in real pods, apart from `test:cluster`, whose nodes only pretend. */
module.exports = {
  ...require('../jest.config.js'),
  rootDir: '../../..',
  roots: ['<rootDir>/test/cluster/node'],
  // what takes minutes is run on request, as test.sh says when it is not
  testPathIgnorePatterns: process.env.SYSTEMS === 'all' ? [] : ['/(cassandra|kafka|zookeeper)\\.test\\.ts$'],
};
