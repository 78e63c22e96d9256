/** The worker's script as text, for a blob: it then works from a file, in a frame and from another host. The build puts it here. */
export const workerText: string | null = null;
