// Loaded by the emulator before it starts, so that a large bank can be played on one machine. The service finds the rows of a partition and the next message
// of a queue at once, however many there are; the emulator does not. What a request answers stays the same.
const path = require("node:path");
const source = path.dirname(process.argv[1]);
const { Collection } = require(require.resolve("lokijs", { paths: [source] }));
const { default: Store } = require(path.join(source, "table", "persistence", "LokiTableMetadataStore.js"));

// Where several are taken away at a time, all indexes of all that stay are sorted anew: at each request to a queue, which first takes away what has expired,
// mostly nothing; and for the words of each message that is gone, some thousands of them in one go. One by one the indexes are mended.
const remove = Collection.prototype.remove;
Collection.prototype.remove = function (rows) {
  return Array.isArray(rows) ? rows.forEach((row) => remove.call(this, row)) : remove.call(this, rows);
};
Collection.prototype.findAndRemove = function (query) {
  this.remove(this.find(query));
};

// A query looks through the whole table, and a single row is looked for among all of its RowKey, whatever their partition: the index by PartitionKey is
// there and not used. It narrows where the emulator's own filter looks.
const inPartition = /^PartitionKey eq '((?:[^']|'')*)' and (?!.* or )/;
const getEntityCollection = Store.prototype.getEntityCollection;
const queryTableEntities = Store.prototype.queryTableEntities;
Store.prototype.getEntityCollection = function (...where) {
  const rows = getEntityCollection.apply(this, where);
  const partition = this.partitionOfQuery;
  return {
    chain: () => (partition === undefined ? rows.chain() : rows.chain().find({ PartitionKey: partition })),
    findOne: ({ PartitionKey, RowKey }) => rows.findOne({ PartitionKey, RowKey }),
    insert: (row) => rows.insert(row),
    update: (row) => rows.update(row),
    remove: (row) => rows.remove(row),
  };
};

// It answers without waiting for anything, so no other query comes in between.
Store.prototype.queryTableEntities = function (context, account, table, options, ...more) {
  this.partitionOfQuery = inPartition.exec(options.filter ?? "")?.[1].replaceAll("''", "'");
  try {
    return queryTableEntities.call(this, context, account, table, options, ...more);
  } finally {
    this.partitionOfQuery = undefined;
  }
};
