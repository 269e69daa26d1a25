export type Store = Pick<Storage, 'getItem' | 'setItem'>;

/** What is kept in this browser; a browser that keeps nothing (a private window, a policy) has nothing, and that is no fault. */
export function safeStorage(storage: () => Store): Store {
  return {
    getItem: (key) => {
      try {
        return storage().getItem(key);
      } catch {
        return null;
      }
    },
    setItem: (key, value) => {
      try {
        storage().setItem(key, value);
      } catch {
        // It holds for as long as the page is open.
      }
    },
  };
}
