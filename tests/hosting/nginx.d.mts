/** Types of nginx.mjs for the spec. */
export declare function startNginx(folder: string): Promise<{ url: string; stop(): Promise<void> }>;
