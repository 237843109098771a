/* Copies of what is typed, in this browser (IndexedDB): what the desk has not yet got. */
"use strict";

const localCopies = {
  open() {
    this.base ??= new Promise((resolve, reject) => {
      const request = indexedDB.open("desk", 1);
      request.onupgradeneeded = () =>
        request.result.createObjectStore("typed", { keyPath: "key" });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    return this.base;
  },
  async ask(mode, act) {
    try {
      const base = await this.open();
      return await new Promise((resolve, reject) => {
        const transaction = base.transaction("typed", mode, { durability: "strict" });
        const request = act(transaction.objectStore("typed"));
        transaction.oncomplete = () => resolve(request.result);
        transaction.onabort = () => reject(transaction.error);
      });
    } catch {
      return undefined; // a browser without a store of its own: the desk alone keeps the copy
    }
  },
  put(entry) {
    return this.ask("readwrite", (store) => store.put(entry));
  },
  drop(key) {
    return this.ask("readwrite", (store) => store.delete(key));
  },
  async all() {
    return (await this.ask("readonly", (store) => store.getAll())) ?? [];
  },
};
