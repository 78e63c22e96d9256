/** The part of the Custom Elements Manifest analyzer's plugins that we use; the package brings no types for it. */
declare module "@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js" {
  export function litPlugin(): unknown[];
}
