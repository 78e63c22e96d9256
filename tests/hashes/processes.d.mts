export const processes: Readonly<Record<"native" | "Node", (jobs: readonly object[]) => object[]>>;
