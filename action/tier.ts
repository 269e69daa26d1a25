/** What a run may have at most: to read, or to change files and run commands in the sandbox as well. */
export type Tier = 'read' | 'write';
