/* Arrow's IPC format, as much of it as the snapshot uses: numbers, dates, texts, dictionaries and lists of them. */

const MAGIC = 8; // bytes of "ARROW1" with its padding; after it a file is a stream
const SCHEMA = 1;
const DICTIONARY = 2;
const BATCH = 3;
const INT = 2;
const FLOAT = 3;
const UTF8 = 5;
const DATE = 8;
const TIMESTAMP = 10;
const LIST = 12;
const decoder = new TextDecoder();

/** One table of a flatbuffer: fields by their number, each with a default. */
class Table {
  constructor(view, position) {
    this.view = view;
    this.position = position;
    this.fields = position - view.getInt32(position, true);
  }

  at(field) {
    const slot = 4 + field * 2;
    const offset = slot < this.view.getUint16(this.fields, true) ? this.view.getUint16(this.fields + slot, true) : 0;
    return offset && this.position + offset;
  }

  byte(field) {
    const at = this.at(field);
    return at ? this.view.getUint8(at) : 0;
  }

  short(field, otherwise) {
    const at = this.at(field);
    return at ? this.view.getInt16(at, true) : otherwise;
  }

  long(field) {
    const at = this.at(field);
    return at ? readLong(this.view, at) : 0;
  }

  table(field) {
    const at = this.at(field);
    return at ? new Table(this.view, at + this.view.getUint32(at, true)) : null;
  }

  /** Where a vector's first item is, and how many there are. */
  vector(field) {
    const at = this.at(field);
    if (!at) return [0, 0];
    const start = at + this.view.getUint32(at, true);
    return [start + 4, this.view.getUint32(start, true)];
  }

  tables(field) {
    const [start, length] = this.vector(field);
    return Array.from({ length }, (_value, index) => {
      const at = start + index * 4;
      return new Table(this.view, at + this.view.getUint32(at, true));
    });
  }

  text(field) {
    const [start, length] = this.vector(field);
    return decoder.decode(new Uint8Array(this.view.buffer, start, length));
  }
}

function readLong(view, at) {
  return view.getUint32(at, true) + view.getInt32(at + 4, true) * 2 ** 32;
}

function describeField(field) {
  const encoding = field.table(4);
  return {
    name: field.text(0),
    kind: field.byte(2),
    type: field.table(3),
    children: field.tables(5).map(describeField),
    dictionary: encoding && { id: encoding.long(0), width: encoding.table(1)?.at(0) ? encoding.view.getInt32(encoding.table(1).at(0), true) : 32 },
  };
}

function numbersOf(field) {
  const { kind, type } = field;
  if (field.dictionary) return { 8: Int8Array, 16: Int16Array, 32: Int32Array }[field.dictionary.width];
  if (kind === DATE) return type.short(0, 1) === 0 ? Int32Array : BigInt64Array;
  if (kind === TIMESTAMP) return BigInt64Array;
  if (kind === FLOAT) return { 1: Float32Array, 2: Float64Array }[type.short(0, 0)];
  if (kind === INT) return { 8: Int8Array, 16: Int16Array, 32: Int32Array, 64: BigInt64Array }[type.view.getInt32(type.at(0), true)];
  return null;
}

/** Reads a file while it comes: `buffer` is as long as the file will be; `readTo(bytes)` says how much of it is there. */
export class ArrowReader {
  constructor(buffer) {
    this.buffer = buffer;
    this.view = new DataView(buffer);
    this.position = MAGIC;
    this.dictionaries = new Map();
    this.ended = false;
  }

  /** Return the batches that have become whole: {length, columns: {name: {values, validity, offsets, child, dictionary}}}. */
  readTo(end) {
    const batches = [];
    while (!this.ended && this.position + 8 <= end) {
      const length = this.view.getInt32(this.position + 4, true);
      if (this.view.getInt32(this.position, true) !== -1) throw new Error("no Arrow message");
      if (length === 0) {
        this.ended = true;
        break;
      }
      const start = this.position + 8;
      if (start + length > end) break;
      const message = new Table(this.view, start + this.view.getUint32(start, true));
      const body = start + length;
      const next = body + message.long(3);
      if (next > end) break;
      this.take(message, body, batches);
      this.position = next;
    }
    return batches;
  }

  take(message, body, batches) {
    const header = message.table(2);
    if (message.byte(1) === SCHEMA) this.fields = header.tables(1).map(describeField);
    else if (message.byte(1) === DICTIONARY) this.dictionaries.set(header.long(0), this.texts(header.table(1), body));
    else if (message.byte(1) === BATCH) batches.push(this.batch(header, body));
  }

  /** A walk through a batch's nodes and buffers in the order of its fields. */
  cursor(header, body) {
    if (header.table(3)) throw new Error("compressed Arrow batches are not read");
    const [nodes] = header.vector(1);
    const [buffers] = header.vector(2);
    let node = 0;
    let buffer = 0;
    return {
      node: () => {
        const at = nodes + 16 * node++;
        return { length: readLong(this.view, at), nulls: readLong(this.view, at + 8) };
      },
      buffer: () => {
        const at = buffers + 16 * buffer++;
        return { start: body + readLong(this.view, at), bytes: readLong(this.view, at + 8) };
      },
    };
  }

  texts(header, body) {
    const walk = this.cursor(header, body);
    const { length } = walk.node();
    walk.buffer();
    const offsets = new Int32Array(this.buffer, walk.buffer().start, length + 1);
    const { start } = walk.buffer();
    return Array.from({ length }, (_value, index) => decoder.decode(new Uint8Array(this.buffer, start + offsets[index], offsets[index + 1] - offsets[index])));
  }

  batch(header, body) {
    const walk = this.cursor(header, body);
    const columns = {};
    for (const field of this.fields) columns[field.name] = this.column(field, walk);
    return { length: header.long(0), columns };
  }

  column(field, walk) {
    const { length, nulls } = walk.node();
    const valid = walk.buffer();
    const column = { length, validity: nulls > 0 ? new Uint8Array(this.buffer, valid.start, valid.bytes) : null };
    if (field.kind === LIST) {
      column.offsets = this.offsets(walk, length);
      column.child = this.column(field.children[0], walk);
    } else if (field.kind === UTF8 && !field.dictionary) {
      column.offsets = this.offsets(walk, length);
      const { start, bytes } = walk.buffer();
      column.bytes = new Uint8Array(this.buffer, start, bytes);
    } else {
      column.values = new (numbersOf(field))(this.buffer, walk.buffer().start, length);
      if (field.dictionary) column.dictionary = this.dictionaries.get(field.dictionary.id);
    }
    return column;
  }

  offsets(walk, length) {
    const { start, bytes } = walk.buffer();
    return bytes > 0 ? new Int32Array(this.buffer, start, length + 1) : new Int32Array(length + 1);
  }
}

/** Whether a column has a value at a position. */
export function isValid(validity, index) {
  return !validity || (validity[index >> 3] & (1 << (index & 7))) !== 0;
}
