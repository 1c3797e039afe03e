/* Columns that grow, texts by number, and keys of incidents as four numbers each. */

/** Texts by number, in the order in which they came. */
export class Dictionary {
  constructor(values = []) {
    this.values = [];
    this.codes = new Map();
    for (const value of values) this.codeOf(value);
  }

  /** The number of a text, which is taken in where it is new. */
  codeOf(value) {
    let code = this.codes.get(value);
    if (code === undefined) {
      code = this.values.length;
      this.values.push(value);
      this.codes.set(value, code);
    }
    return code;
  }
}

/** A list of codes for each row; rows are appended in order. */
export class ListColumn {
  constructor(capacity) {
    this.starts = new Int32Array(capacity + 1);
    this.codes = new Uint16Array(capacity);
    this.used = 0;
  }

  append(row, codes) {
    this.reserve(codes.length);
    for (const code of codes) this.codes[this.used++] = code;
    this.starts[row + 1] = this.used;
  }

  reserve(more) {
    if (this.used + more <= this.codes.length) return;
    const larger = new Uint16Array(Math.max(this.used + more, this.codes.length * 2));
    larger.set(this.codes.subarray(0, this.used));
    this.codes = larger;
  }

  grow(capacity) {
    const larger = new Int32Array(capacity + 1);
    larger.set(this.starts);
    this.starts = larger;
  }

  /** The codes of a row. */
  of(row) {
    return this.codes.subarray(this.starts[row], this.starts[row + 1]);
  }
}

/** Keys (UUIDs) of rows, and the rows of keys. */
export class Keys {
  constructor(capacity) {
    this.words = new Uint32Array(capacity * 4);
    this.size = 0;
    this.slots = null;
  }

  grow(capacity) {
    const larger = new Uint32Array(capacity * 4);
    larger.set(this.words);
    this.words = larger;
  }

  /** Append the key whose 36 characters begin at `at` of some bytes. */
  appendBytes(bytes, at) {
    let from = at;
    for (let word = 0; word < 4; word += 1) {
      let value = 0;
      for (let digits = 0; digits < 8; ) {
        const character = bytes[from++];
        if (character === 45) continue; // the hyphens
        value = (value << 4) | (character < 58 ? character - 48 : (character | 32) - 87);
        digits += 1;
      }
      this.words[this.size * 4 + word] = value;
    }
    this.size += 1;
    this.slots = null;
  }

  append(uid) {
    this.appendBytes(new TextEncoder().encode(uid), 0);
  }

  /** The key of a row as text. */
  text(row) {
    let hex = "";
    for (let word = row * 4; word < row * 4 + 4; word += 1) hex += this.words[word].toString(16).padStart(8, "0");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  /** The first row with a key, -1 where there is none. */
  find(uid) {
    if (!/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(uid)) return -1;
    if (!this.slots) this.index();
    const wanted = new Keys(1);
    wanted.append(uid);
    const mask = this.slots.length - 1;
    for (let slot = wanted.words[0] & mask; this.slots[slot] !== -1; slot = (slot + 1) & mask) {
      if (this.same(this.slots[slot], wanted.words, 0)) return this.slots[slot];
    }
    return -1;
  }

  same(row, words, at) {
    for (let word = 0; word < 4; word += 1) if (this.words[row * 4 + word] !== words[at + word]) return false;
    return true;
  }

  /** Build the hash table: open addressing, at most half full. */
  index() {
    let length = 16;
    while (length < this.size * 2) length *= 2;
    this.slots = new Int32Array(length).fill(-1);
    for (let row = 0; row < this.size; row += 1) {
      let slot = this.words[row * 4] & (length - 1);
      while (this.slots[slot] !== -1 && !this.same(this.slots[slot], this.words, row * 4)) slot = (slot + 1) & (length - 1);
      this.slots[slot] = row;
    }
  }
}
