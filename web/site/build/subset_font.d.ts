/** The part of subset-font (HarfBuzz's subsetter) that we use; the package brings no types. */
declare module "subset-font" {
  export default function subsetFont(
    font: Buffer,
    characters: string,
    options: { targetFormat: "woff2"; keepFeatures?: readonly string[]; noHinting?: boolean },
  ): Promise<Buffer>;
}
