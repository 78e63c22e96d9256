/** As much of onnxruntime-node as the test uses. */
export interface OnnxRuntime {
  InferenceSession: {
    create(
      model: Uint8Array,
    ): Promise<{ run(feeds: Record<string, unknown>): Promise<Record<string, { data: Float32Array; dims: number[] }>> }>;
  };
  Tensor: new (type: "float32", data: Float32Array, dims: readonly number[]) => unknown;
}
export function onnxRuntime(): Promise<OnnxRuntime>;
