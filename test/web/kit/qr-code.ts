/** Reads the QR code of a page, from its pixels. */
import jsqr from 'jsqr';
import type { Locator } from 'playwright-core';

const size = 400;

export async function readQrCode(picture: Locator): Promise<string | undefined> {
  await picture.waitFor();
  const pixels = await picture.evaluate(async (element, size) => {
    const image = element as HTMLImageElement;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [size, size];
    const context = canvas.getContext('2d') as CanvasRenderingContext2D;
    context.fillStyle = '#fff';
    context.fillRect(0, 0, size, size);
    context.drawImage(image, 0, 0, size, size);
    return [...context.getImageData(0, 0, size, size).data];
  }, size);
  // The package is CommonJS: what is imported contains the function as its default.
  return jsqr.default(new Uint8ClampedArray(pixels), size, size)?.data;
}
